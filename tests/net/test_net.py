"""What the desk's own sockets refuse: addresses that are not somebody else's machine on the open network."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tests.jobs.post import Gateway, MailServer
from upstander import net
from upstander.records.channels import Trouble, Undelivered

NEAR = [
    "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.0.0.1", "172.16.9.9", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "168.63.129.16", "192.0.2.7", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
]  # fmt: skip


def found(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let every name resolve to these addresses, one lookup after the other; gives the lookups."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[net.Address]:
        asked.append(host)
        return [ip_address(each) for each in addresses]

    monkeypatch.setattr(net, "resolve", resolve)
    return asked


def refusal(url: str) -> Trouble:
    with pytest.raises(Undelivered) as caught:
        net.target(url)
    return caught.value.trouble


@pytest.mark.parametrize("address", NEAR)
def test_a_name_that_leads_near_home_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, address)
    assert refusal("https://innocent.example.org/") is Trouble.NOT_ALLOWED


def test_one_near_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, "93.184.216.34", "10.0.0.1")
    assert refusal("https://mixed.example.org/") is Trouble.NOT_ALLOWED


@pytest.mark.parametrize(
    "url", ["https://2130706433/", "https://0x7f.1/", "https://[::ffff:127.0.0.1]/", "https://localhost/"]
)
def test_other_spellings_of_this_machine_are_refused(url: str) -> None:
    assert refusal(url) in {Trouble.NOT_ALLOWED, Trouble.NO_ANSWER}


@pytest.mark.parametrize(
    "url", ["http://a.example.org/", "ftp://a.example.org/", "https://u:p@a.example.org/", "https:///x", "x"]
)
def test_only_https_without_a_password_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, "93.184.216.34")
    assert refusal(url) is Trouble.NOT_ALLOWED


def test_the_name_is_looked_up_once_and_its_address_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = found(monkeypatch, "93.184.216.34")
    to = net.target("https://a.example.org:8443/hook?x=1#y")
    assert (to.url, to.host) == ("https://93.184.216.34:8443/hook?x=1", "a.example.org")
    assert asked == ["a.example.org"]


def test_a_name_nobody_knows_may_be_known_later() -> None:
    with pytest.raises(Undelivered) as caught:
        net.target("https://nowhere.invalid/")
    assert (caught.value.trouble, caught.value.permanent) == (Trouble.NO_ANSWER, False)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_disguise_of_a_near_address_is_public(address: IPv4Address) -> None:
    number = int(address)
    disguises = [number | 0xFFFF << 32, int(net.NAT64.network_address) | number, 0x2002 << 112 | number << 80]
    assert not any(net.is_public(IPv6Address(each)) for each in disguises)
    assert not net.is_public(address)


def test_what_the_operator_names_is_reached_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, "10.1.2.3")
    assert net.target("http://sms.internal/", (ip_network("10.1.2.3/32"),)).host == "sms.internal"
    with pytest.raises(Undelivered):
        net.target("http://sms.internal/", (ip_network("10.1.2.4/32"),))


def test_host_and_name_of_the_certificate_stay_those_of_the_address(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, "127.0.0.1")
    own = (ip_network("127.0.0.1"),)
    with Gateway() as gateway:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        gateway.server.socket = context.wrap_socket(gateway.server.socket, server_side=True)
        port = gateway.server.server_address[1]
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert net.post(f"https://gateway.example.org:{port}/", b"{}", {}, allow=own) == 200
        assert gateway.posted[0][1]["host"] == f"gateway.example.org:{port}"
        with pytest.raises(Undelivered):
            net.post(f"https://other.example.org:{port}/", b"{}", {}, allow=own)


def test_a_mail_server_is_met_by_its_certificate_and_its_password(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    signed_in: list[object] = []

    def check(server: object, session: object, envelope: object, mechanism: str, given: object) -> object:
        from aiosmtpd.smtp import AuthResult

        signed_in.append(given)
        return AuthResult(success=True)

    server = MailServer(tls_context=context, require_starttls=True, authenticator=check)
    server.start()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "desk@example.org", "bob@example.org", "x"
    try:
        with pytest.raises(Undelivered):
            net.mail(f"smtp+starttls://desk:word@localhost:{server.port}", mail, "desk@example.org", "bob@example.org")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(Undelivered):
            net.mail(f"smtp://127.0.0.1:{server.port}", mail, "desk@example.org", "bob@example.org")
        net.mail(f"smtp+starttls://desk:word@localhost:{server.port}", mail, "desk@example.org", "bob@example.org")
    finally:
        server.stop()
    assert len(server.box.mails) == len(signed_in) == 1


@pytest.mark.parametrize("safe", [False, True], ids=["plain", "tls"])
def test_who_answers_a_byte_at_a_time_holds_nobody_up(
    safe: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(net, "ALTOGETHER", 0.3)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    stop = threading.Event()

    def drip(listening: socket.socket) -> None:
        with suppress(OSError):
            peer, _ = listening.accept()
            if safe:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate)
                peer = context.wrap_socket(peer, server_side=True)
            peer.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not stop.wait(0.02):
                peer.sendall(b"x")
            peer.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        scheme, port = "https" if safe else "http", listening.getsockname()[1]
        with pytest.raises(Undelivered) as caught:
            net.post(f"{scheme}://gateway.example.org:{port}/", b"{}", {}, allow=(ip_network("127.0.0.1"),))
        stop.set()
        thread.join()
    assert (caught.value.trouble, caught.value.permanent) == (Trouble.NO_ANSWER, False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for gateway.example.org and localhost, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("gateway.example.org"), x509.DNSName("localhost")]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
