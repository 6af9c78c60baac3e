# A client's certificate of the authority in ./secrets, with dates: certificate.sh NAME FROM TO
# It writes NAME_cert.pem, NAME_key.pem and the store NAME.jks.
set -euo pipefail
name=$1 from=$2 to=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat >"$work/settings" <<END
[ca]
default_ca = ours
[ours]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = policy
certificate = secrets/ca_cert.pem
private_key = secrets/ca_key.pem
x509_extensions = client
[policy]
organizationName = optional
commonName = supplied
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
END
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "${name}_key.pem" -subj "/O=flink-k8s-toolbox/CN=$name" -out "$work/request"
openssl ca -batch -notext -config "$work/settings" -startdate "$from" -enddate "$to" -passin pass:key-password \
  -in "$work/request" -out "${name}_cert.pem"
openssl pkcs12 -export -name "$name" -inkey "${name}_key.pem" -in "${name}_cert.pem" -certfile secrets/ca_cert.pem \
  -passout pass:keystore-password -out "$name.jks"
