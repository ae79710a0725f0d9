#!/usr/bin/env bash
# Prove README's commands in a bare Debian 12: python3 and ca-certificates, no venv, no pip, no Qt libraries.
#
#   sudo tests/setup/bare_debian.sh                        run the program, then the tests, each timed twice
#   sudo tests/setup/bare_debian.sh --version              or time these words of run.py (first and second start)
#   AS=clerk … --version                                   the same as an ordinary user (sees the apt line)
#   KEEP=1 …                                               leave the system at $BARE/run to look into
#
# Needs debootstrap. apt and pip work inside as they are configured outside: their configuration, the name
# server and the certificates are copied in; a local package folder named in pip's configuration is shown read-only.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
bare=${BARE:-/var/tmp/crs-bare}
who=${AS:-root}

if [ -z "${INSIDE:-}" ]; then
    mkdir -p "$bare"
    if [ ! -e "$bare/base/usr/bin/python3" ]; then
        debootstrap --variant=minbase --include=python3,ca-certificates bookworm "$bare/base" >"$bare/debootstrap.log"
    fi
    # Mounts live and die with this private namespace, so the folder is removed only out here.
    code=0
    INSIDE=1 unshare --mount --pid --fork --kill-child "$0" "$@" || code=$?
    if [ -z "${KEEP:-}" ]; then rm -rf "$bare/run"; fi
    exit "$code"
fi

run=$bare/run
rm -rf "$run" # nothing is mounted in here yet
cp -a "$bare/base" "$run"
cp /etc/resolv.conf "$run/etc/resolv.conf"
rm -rf "$run/etc/apt/sources.list"
cp -r /etc/apt/sources.list /etc/apt/sources.list.d "$run/etc/apt/" 2>/dev/null || true
rm -f "$run"/etc/apt/sources.list.d/*.disabled*
home=/root
if [ "$who" != root ]; then
    home=/home/$who
    chroot "$run" useradd -m "$who"
fi
if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$run/etc/pip.conf"; fi
if [ -e ~/.config/pip/pip.conf ]; then
    mkdir -p "$run$home/.config/pip"
    cp ~/.config/pip/pip.conf "$run$home/.config/pip/pip.conf"
    chmod -R a+rX "$run$home/.config"
fi
cat "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" >"$run/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$run/srv/crs-intake"
git -c safe.directory='*' -C "$here" archive HEAD | tar -x -C "$run/srv/crs-intake"
if [ -e "$here/../shared/policy/register.yaml" ]; then  # so that the coverage of the register is proved here too
    mkdir -p "$run/srv/shared/policy"
    cp "$here/../shared/policy/register.yaml" "$run/srv/shared/policy/"
fi

mount -t proc proc "$run/proc"
mount -t tmpfs tmpfs "$run/dev"
mkdir -m 1777 "$run/dev/shm"
for each in null zero random urandom; do touch "$run/dev/$each"; mount --bind "/dev/$each" "$run/dev/$each"; done
ln -s /proc/self/fd "$run/dev/fd"
show_read_only() {
    mkdir -p "$run$1"
    mount --bind "$1" "$run$1"
    mount -o remount,bind,ro "$run$1"
}
cat /etc/pip.conf ~/.config/pip/pip.conf 2>/dev/null | grep -oE '(file://)?/[^ ]+' | sed 's|^file://||' | sort -u |
    while read -r folder; do
        if [ -d "$folder" ]; then show_read_only "$folder"; fi
        # An index folder points at the packages beside it.
        if [ -d "$folder/../files" ]; then show_read_only "$(realpath "$folder/../files")"; fi
    done

pip_words=()
while read -r each; do pip_words+=("$each"); done < <(env | grep -E '^PIP_[A-Z_]+=' || true)
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" TERM="${TERM:-dumb}" "${pip_words[@]}" \
        chroot --userspec="$who" "$run" /bin/sh -c 'cd /srv/crs-intake && exec "$@"' sh "$@"
}
if [ "$who" != root ]; then chroot "$run" chown -R "$who" /srv/crs-intake; fi

times=()
status=0
timed() {
    local from=$(date +%s.%N) code=0
    inside python3 run.py "$@" || code=$?
    times+=("$(printf '%6.1f s  exit %d  python3 run.py %s' "$(echo "$(date +%s.%N) - $from" | bc)" "$code" "$*")")
    if [ "$code" -ne 0 ]; then status=$code; fi
}
if [ $# -gt 0 ]; then
    timed "$@"
    timed "$@"
else
    timed
    timed
    timed test
    timed test
fi
printf '%s\n' '--- a bare Debian 12 ---' "${times[@]}"
exit "$status"
