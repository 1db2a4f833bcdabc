const causes = [
  [
    /ENOSPC|EDQUOT|no space left/i,
    'The disk is full. Free at least 1.5 GB on the disk of this folder (and of ~/.npm and the temporary folder), then run the command again.',
  ],
  [
    /EROFS|read-only file system/i,
    'This folder cannot be written to. Run the command once where it can, or copy the folder to a place where it can.',
  ],
  [
    /EACCES|EPERM|permission denied/i,
    'This user may not write here. Run the command as the user that owns this folder, or give the folder to this user (chown -R).',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET|network/i,
    'npm did not reach its package registry. Check the network, the proxy settings (npm config get proxy, HTTPS_PROXY) and the registry (npm config get registry), then run the command again.',
  ],
  [
    /CERT|self.signed/i,
    "The registry's certificate is not trusted here. Name your organization's certificate in NODE_EXTRA_CA_CERTS, then run the command again.",
  ],
  [
    /EUSAGE|in sync|ELOCKVERIFY/i,
    'package.json and package-lock.json do not fit each other. Restore both (git checkout package.json package-lock.json), then run the command again.',
  ],
  [
    /EINTEGRITY/i,
    "A package arrived damaged. Empty npm's cache (npm cache clean --force), then run the command again.",
  ],
]

/** What a person can do about output of a tool that failed. */
export function remedyFor(output, otherwise) {
  const cause = causes.find(([pattern]) => pattern.test(output))
  return cause ? cause[1] : otherwise
}

/** The last lines of a tool's output, without the noise around them. */
export function lastLines(output, count = 15) {
  return output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/npm (notice|warn)|A complete log of this run|\.npm\/_logs/i.test(line))
    .slice(-count)
    .join('\n')
}
