import type { NodePlatform } from './create-node-programs.ts'

export type InstallFacts = {
  /** Of the server, as machines reach it. */
  server_url: string
  version: string
  sha256: string
  /** Hashes of the Nodes that this server can give, by platform. */
  nodes: Partial<Record<NodePlatform, string>>
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * A script for sh that fetches the agent from this server, checks its hash, and starts it with the words that follow: only curl
 * or wget has to be on the machine. Where there is no Node of 22 or newer, the server's own is fetched. Pure.
 */
export const installScript = ({ server_url, version, sha256, nodes }: InstallFacts): string => `#!/bin/sh
# Fetches the agent of Backstay ${version}, checks it, and starts it. Use: sh install.sh --token TOKEN [--allow-commands]
set -eu
server=${quoted(server_url)}
token=''
previous=''
for word in "$@"; do
  if [ "$previous" = '--token' ]; then token=$word; fi
  previous=$word
done
say() { printf '%s\n' "$*" >&2; }
if [ -z "$token" ]; then say 'No token was given. Copy the whole command that Backstay shows for a new machine.'; exit 2; fi
if [ -n "\${BACKSTAY_AGENT_FOLDER:-}" ]; then folder=$BACKSTAY_AGENT_FOLDER
elif [ "$(id -u)" = 0 ]; then folder=/usr/local/lib/backstay-agent; else folder=$HOME/.local/lib/backstay-agent; fi
mkdir -p "$folder"
fetch() {
  if command -v curl >/dev/null 2>&1; then curl -fsSL -H "Backstay-Enrolment-Token: $token" -o "$2" "$server$1"
  elif command -v wget >/dev/null 2>&1; then wget -q --header="Backstay-Enrolment-Token: $token" -O "$2" "$server$1"
  else say 'Neither curl nor wget is here. Install one of them, then run the command again.'; exit 1; fi
}
take() {
  if ! fetch "$1" "$folder/$2.new"; then say "$server$1 could not be fetched. See that this machine reaches the server, and that the token is not used up, then run the command again."; exit 1; fi
  if ! printf '%s  %s\n' "$3" "$folder/$2.new" | sha256sum -c - >/dev/null 2>&1; then
    rm -f "$folder/$2.new"
    say "$server$1 did not arrive as the server has it, so it was thrown away. Run the command again."
    exit 1
  fi
  chmod 755 "$folder/$2.new"
  mv -f "$folder/$2.new" "$folder/$2"
}
node=$(command -v node || true)
if [ -z "$node" ] || ! "$node" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 22 ? 0 : 1)'; then
  hash=''
  platform=''
  case "$(uname -s) $(uname -m)" in
    'Linux x86_64') platform=linux-x64; hash=${quoted(nodes['linux-x64'] ?? '')} ;;
    'Linux aarch64') platform=linux-arm64; hash=${quoted(nodes['linux-arm64'] ?? '')} ;;
  esac
  if [ -z "$hash" ]; then say 'There is no Node 22 or newer here, and the server has none for this kind of machine. Install Node, then run the command again.'; exit 1; fi
  say 'There is no Node 22 or newer here: the one of the server is fetched.'
  take "/agent/v1/node/$platform" node "$hash"
  node=$folder/node
fi
take /agent/v1/program backstay-agent.mjs ${quoted(sha256)}
say "The agent of Backstay ${version} is $folder/backstay-agent.mjs. When it says \\"Enrolled\\", stop it with Ctrl-C and let systemd keep it running:"
say "  $node $folder/backstay-agent.mjs --print-systemd-unit > /etc/systemd/system/backstay-agent.service"
say '  systemctl daemon-reload && systemctl enable --now backstay-agent'
exec "$node" "$folder/backstay-agent.mjs" --server "$server" "$@"
`
