# shellcheck shell=bash
# Keys, certificates and kubeconfigs of a cluster. They are made once and live as long as its state.

# certificate NAME SUBJECT USAGE [NAMES] [KEY]  signs by the CA $ca; USAGE is clientAuth or serverAuth, KEY is EC or rsa:2048.
certificate() {
  local key=${5:-ec} names=()
  if [[ -n ${4:-} ]]; then names=(-addext "subjectAltName=$4"); fi
  if [[ $key == ec ]]; then names+=(-pkeyopt ec_paramgen_curve:P-256); fi
  openssl req -x509 -newkey "$key" -nodes -days 3650 -subj "$2" -keyout "$1.key" -out "$1.crt" -CA "$ca.crt" -CAkey "$ca.key" \
    -addext basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature -addext "extendedKeyUsage=$3" "${names[@]}" 2>/dev/null
}

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$2" -keyout "$1.key" -out "$1.crt" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
}

issue_all() {
  local ca=ca masters=/O=system:masters node=/O=system:nodes/CN=system:node:node1
  local api=DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,DNS:localhost
  authority ca kubernetes
  authority front front-proxy
  certificate apiserver /CN=kube-apiserver serverAuth "$api,IP:127.0.0.1,IP:$node_ip,IP:$api_ip"
  certificate kubelet-serving "$node" serverAuth "DNS:node1,IP:$node_ip"
  certificate kubelet "$node" clientAuth
  certificate apiserver-kubelet "$masters/CN=apiserver-kubelet" clientAuth
  certificate admin "$masters/CN=admin" clientAuth
  certificate admin-rsa "$masters/CN=admin-rsa" clientAuth "" rsa:2048
  certificate controllers /CN=system:kube-controller-manager clientAuth
  certificate scheduler /CN=system:kube-scheduler clientAuth
  certificate proxy /CN=system:kube-proxy clientAuth
  ca=front certificate front-client /CN=front-proxy-client clientAuth
  openssl genrsa -out sa.key 2048 2>/dev/null
  openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null
}

# Made beside and renamed, so that an interrupt leaves no half of it.
make_pki() {
  if [[ -d $K/pki ]]; then return; fi
  rm -rf "$K/pki.new"
  mkdir -p "$K/pki.new"
  (cd "$K/pki.new" && umask 077 && issue_all) || die "openssl could not make the certificates of $K/pki: OpenSSL 3 is needed"
  mv "$K/pki.new" "$K/pki"
}

# write_kubeconfig FILE CERTIFICATE
write_kubeconfig() {
  local data=$K/pki/$2
  (umask 077 && cat >"$1.new") <<END
apiVersion: v1
kind: Config
clusters:
- name: $cluster
  cluster: {server: "https://$node_ip:6443", certificate-authority-data: $(base64 -w0 "$K/pki/ca.crt")}
users:
- name: $2
  user: {client-certificate-data: $(base64 -w0 "$data.crt"), client-key-data: $(base64 -w0 "$data.key")}
contexts:
- name: $cluster
  context: {cluster: $cluster, user: $2}
current-context: $cluster
END
  mv "$1.new" "$1"
}
