//! TLS: whose certificates are trusted, what is shown to a server that asks, and what a proxy learns.

use super::server::{Server, good};
use super::{API, TOKEN, build, list};
use crate::runtime::{Builder, Client, Error, ErrorKind, Retry};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DistinguishedName, IsCa, Issuer, KeyPair,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// An authority that was made for one test.
struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate and its key.
struct Identity {
    certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name = DistinguishedName::new();
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate");
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    fn identity(&self, name: &str) -> Identity {
        let params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        Identity { certificate, key }
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.der().clone()).expect("a root");
        roots
    }
}

impl Identity {
    fn pem(&self) -> String {
        format!("{}{}", self.certificate.pem(), self.key.serialize_pem())
    }

    fn chain(&self) -> Vec<CertificateDer<'static>> {
        vec![self.certificate.der().clone()]
    }

    fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.serialize_der().into())
    }
}

/// A server over TLS that answers every request with an empty list; its URL. With `clients` it asks for their certificates.
async fn serve(identity: &Identity, clients: Option<&Authority>) -> String {
    let config = ServerConfig::builder();
    let config = match clients {
        Some(authority) => {
            let roots = Arc::new(authority.roots());
            let verifier = WebPkiClientVerifier::builder(roots).build().expect("a verifier");
            config.with_client_cert_verifier(verifier)
        }
        None => config.with_no_client_auth(),
    };
    let config = config.with_single_cert(identity.chain(), identity.key()).expect("a certificate");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut head = [0; 4096];
            let n = stream.read(&mut head).await.unwrap_or(0);
            if String::from_utf8_lossy(&head[..n]).contains(TOKEN) {
                _ = stream.write_all(&good()).await;
            }
            _ = stream.shutdown().await;
        }
    });
    format!("https://localhost:{}", address.port())
}

fn builder(url: &str) -> Builder {
    let builder = Builder::new(&API).base_url(url).credential("api_token", TOKEN);
    builder.retry(Retry::never()).timeout(Duration::from_secs(10)).no_proxy()
}

async fn fails(client: &Client) -> Error {
    let error = list(client, "a").await.expect_err("no list");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert!(!format!("{error:?}").contains(TOKEN), "{error:?}");
    error
}

#[tokio::test]
async fn a_server_is_believed_when_its_authority_was_given_and_not_otherwise() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let url = serve(&ours.identity("localhost"), None).await;
    let error = fails(&build(builder(&url))).await;
    assert!(error.to_string().contains("certificate"), "{error}");
    fails(&build(builder(&url).root_certificates(theirs.certificate.pem()))).await;
    let both = format!("{}{}", theirs.certificate.pem(), ours.certificate.pem());
    for trusting in [
        builder(&url).root_certificates(both),
        builder(&url).root_certificates(ours.certificate.pem()).only_given_certificates(),
    ] {
        list(&build(trusting), "a").await.expect("a list");
    }
    fails(&build(builder(&url).only_given_certificates())).await;
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_believed() {
    let ours = Authority::new();
    let url = serve(&ours.identity("other.example"), None).await;
    fails(&build(builder(&url).root_certificates(ours.certificate.pem()))).await;
}

#[tokio::test]
async fn a_server_that_asks_is_shown_the_clients_certificate() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let url = serve(&ours.identity("localhost"), Some(&ours)).await;
    let trusting = || builder(&url).root_certificates(ours.certificate.pem());
    fails(&build(trusting())).await;
    fails(&build(trusting().client_certificate(theirs.identity("client").pem()))).await;
    let known = build(trusting().client_certificate(ours.identity("client").pem()));
    list(&known, "a").await.expect("a list");
}

#[tokio::test]
async fn a_proxy_on_the_way_to_tls_learns_the_host_and_no_credential() {
    let proxy = Server::fixed("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    let url = proxy.url().replace("http://", "http://user:SECRET-pass@");
    let client = build(
        Builder::new(&API)
            .base_url("https://api.example.com")
            .credential("api_token", TOKEN)
            .retry(Retry::never())
            .proxy(url),
    );
    let error = fails(&client).await;
    assert!(!format!("{error}{error:?}").contains("SECRET-pass"), "{error:?}");
    let seen = proxy.seen();
    assert_eq!(seen[0].line(), "CONNECT api.example.com:443");
    assert_eq!(seen[0].header("proxy-authorization"), Some("Basic dXNlcjpTRUNSRVQtcGFzcw=="));
    assert!(!seen[0].head.contains(TOKEN) && seen.len() == 1);
}
