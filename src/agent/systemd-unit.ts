/** A unit under which systemd keeps the agent running. Backups need to read everything, so it runs as root with few other rights. */
export const systemdUnit = (program: string): string => `[Unit]
Description=Backstay agent: backs up and restores this machine
Wants=network-online.target
After=network-online.target

[Service]
Type=simple
ExecStart=${program}
Restart=always
RestartSec=10
# restic removes its lock when it is asked to stop.
KillMode=mixed
TimeoutStopSec=60
StateDirectory=backstay-agent
StateDirectoryMode=0700
UMask=0077
Nice=5
# Restores write anywhere, so the file system stays open; what they never need is closed.
NoNewPrivileges=no
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictRealtime=yes
LockPersonality=yes

[Install]
WantedBy=multi-user.target
`
