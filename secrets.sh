#!/bin/sh
# Makes the certificates and stores with which the operator and its clients know each other, in ./secrets. Needs openssl 3; keytool is used
# where it is. Each password may be given as @FILE, whose first line it is; none is ever passed on as an argument of a process.
set -eu
umask 077
export LC_ALL=C

# The namespaces in which the operator's service may be: it is reached by their names too.
namespaces=${OPERATOR_NAMESPACES:-flink-operator}
ca_days=3650
leaf_days=825

usage() {
  cat >&2 <<'TEXT'
Usage: ./secrets.sh <operator-host> <key-password> <keystore-password> <truststore-password>
  operator-host        the name or the address at which the operator is reached: flink-operator
  key-password         locks ca_key.pem, the key that signs further certificates
  keystore-password    opens keystore-operator-api.jks and keystore-operator-cli.jks
  truststore-password  opens truststore-operator-api.jks and truststore-operator-cli.jks
A password has 6 to 127 printable ASCII characters; @FILE stands for the first line of a file.
TEXT
  exit 1
}

wrong() {
  echo "error: $1" >&2
  exit 1
}

# given NAME VALUE: the password that was meant.
given() {
  case $2 in
    @*)
      [ -r "${2#@}" ] || wrong "the $1 names the file ${2#@}, which cannot be read"
      head -n 1 "${2#@}"
      ;;
    *) printf '%s\n' "$2" ;;
  esac
}

check_password() {
  case $2 in *[!\ -~]*) wrong "the $1 may have printable ASCII characters only" ;; esac
  if [ ${#2} -lt 6 ] || [ ${#2} -gt 127 ]; then wrong "the $1 must have 6 to 127 characters"; fi
}

check_host() {
  case $1 in
    '' | -* | *[!A-Za-z0-9.:-]*) wrong "the operator-host is not the name or the address of a host: $1" ;;
  esac
}

# With Minikube the operator is exposed at its address.
minikube_address() {
  if ! command -v minikube >/dev/null; then return; fi
  address=$(minikube ip 2>/dev/null) || return 0
  if [ -n "$address" ] && is_address "$address"; then echo ",IP:$address"; fi
}

is_address() { case $1 in *:*) return 0 ;; *[!0-9.]*) return 1 ;; *) return 0 ;; esac }

# Every name by which the operator may be asked for.
server_names() {
  names=DNS:localhost,IP:127.0.0.1,IP:::1,DNS:host.docker.internal,DNS:minikube$(minikube_address)
  if is_address "$1"; then
    echo "$names,IP:$1"
    return
  fi
  names=$names,DNS:$1
  case $1 in *.*) ;; *)
    for namespace in $namespaces; do
      names=$names,DNS:$1.$namespace,DNS:$1.$namespace.svc,DNS:$1.$namespace.svc.cluster.local
    done
  esac
  echo "$names"
}

settings() {
  cat <<TEXT
[req]
distinguished_name = subject
prompt = no
[subject]
CN = unused
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[operator-api]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = $(server_names "$1")
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[operator-cli]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
TEXT
}

# quietly COMMAND…: what openssl and keytool say is shown when they fail.
quietly() { "$@" >log 2>&1 || { cat log >&2; wrong "$1 failed, see above"; }; }

new_key() { quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 "$@"; }

make_ca() {
  new_key -aes-256-cbc -pass env:KEY_SECRET -out ca_key.pem
  quietly openssl req -new -x509 -config settings -extensions ca -subj /O=flink-k8s-toolbox/CN=operator-ca -days "$ca_days" \
    -sha256 -key ca_key.pem -passin env:KEY_SECRET -out ca_cert.pem
}

# make_leaf NAME: a key, its certificate by our authority, and a store of both.
make_leaf() {
  new_key -out "$1_key.pem"
  quietly openssl req -new -config settings -subj "/O=flink-k8s-toolbox/CN=$1" -key "$1_key.pem" -out request
  quietly openssl x509 -req -in request -extfile settings -extensions "$1" -days "$leaf_days" -sha256 \
    -CA ca_cert.pem -CAkey ca_key.pem -passin env:KEY_SECRET -set_serial "0x4$(openssl rand -hex 15)" -out "$1_cert.pem"
  quietly openssl pkcs12 -export -name "$1" -inkey "$1_key.pem" -in "$1_cert.pem" -certfile ca_cert.pem \
    -passout env:KEYSTORE_SECRET -out "keystore-$1.jks"
}

# Java takes no certificate as trusted from a PKCS12 store of openssl 3.0: without keytool, the store is written in the older JKS format.
make_trust() {
  if command -v keytool >/dev/null; then
    quietly keytool -importcert -noprompt -alias operator-ca -file ca_cert.pem -storetype PKCS12 -keystore trust -storepass:env TRUSTSTORE_SECRET
  else
    quietly openssl x509 -in ca_cert.pem -outform DER -out ca_cert.der
    jks_entries >trust.entries
    { utf16 "$TRUSTSTORE_SECRET"; printf 'Mighty Aphrodite'; cat trust.entries; } | openssl dgst -sha1 -binary >trust.digest
    cat trust.entries trust.digest >trust
  fi
  cp trust truststore-operator-api.jks
  cp trust truststore-operator-cli.jks
}

jks_entries() {
  printf '\376\355\376\355\000\000\000\002\000\000\000\001'
  printf '\000\000\000\002\000\013operator-ca\000\000\000\000\000\000\000\000\000\005X.509'
  length=$(wc -c <ca_cert.der)
  # shellcheck disable=SC2059
  printf "$(printf '\\000\\000\\%03o\\%03o' $((length / 256)) $((length % 256)))"
  cat ca_cert.der
}

utf16() {
  rest=$1
  while [ -n "$rest" ]; do
    printf '\000%s' "${rest%"${rest#?}"}"
    rest=${rest#?}
  done
}

main() {
  if [ $# -ne 4 ]; then usage; fi
  check_host "$1"
  KEY_SECRET=$(given key-password "$2")
  KEYSTORE_SECRET=$(given keystore-password "$3")
  TRUSTSTORE_SECRET=$(given truststore-password "$4")
  check_password key-password "$KEY_SECRET"
  check_password keystore-password "$KEYSTORE_SECRET"
  check_password truststore-password "$TRUSTSTORE_SECRET"
  export KEY_SECRET KEYSTORE_SECRET TRUSTSTORE_SECRET
  command -v openssl >/dev/null || wrong "there is no openssl on the path: install OpenSSL 3"
  if ! mkdir secrets 2>/dev/null; then
    if [ ! -e secrets ]; then wrong "cannot write to $PWD: call this script from a folder of yours"; fi
    echo "error: $PWD/secrets exists already: its stores may be in use, so move it away first" >&2
    exit 2
  fi
  cd secrets
  trap 'rm -rf ../secrets' EXIT
  trap 'exit 1' HUP INT TERM
  settings "$1" >settings
  make_ca
  make_leaf operator-api
  make_leaf operator-cli
  make_trust
  rm -f settings log request trust trust.entries trust.digest ca_cert.der
  chmod 644 ./*_cert.pem truststore-*.jks
  trap - EXIT
  echo "Written to $PWD; keep ca_key.pem where only you can read it." >&2
}

main "$@"
