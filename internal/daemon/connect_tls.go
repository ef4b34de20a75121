package daemon

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"lrsdrop/internal/peer"
)

// Alerts of TLS (RFC 8446, 6) by which a server ends a handshake.
const (
	alertHandshakeFailure = tls.AlertError(40)
	alertProtocolVersion  = tls.AlertError(70)
)

// tlsAdvice is what to do about a server that TLS has shown to be none that may
// be told anything. roots is the key of the configuration for the authority that
// vouches for it. Empty means that the cause is not known.
func tlsAdvice(err error, roots string) string {
	if record, ok := errors.AsType[tls.RecordHeaderError](err); ok && record.Conn != nil {
		return "What answers there does not speak TLS. Check the address and its port in the configuration."
	}
	if alert, ok := errors.AsType[*net.OpError](err); ok && alert.Op == "remote error" {
		return alertAdvice(alert.Err.Error())
	}
	if _, ok := errors.AsType[*peer.WeakKey](err); ok {
		return "The server's certificate is too weak to be trusted. Tell whoever runs the server."
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "The server's certificate is for another address. Check the address in the configuration. If it is right, " +
			"something on the way answers in the server's place: ask who looks after the network."
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "Nobody whom this machine trusts vouches for the server. If a private authority does, " + roots + " must name its certificate. " +
			"A proxy that opens TLS connections must leave this address alone."
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		return invalidAdvice(invalid)
	}
	return ""
}

// alertAdvice knows an alert by its words: its type is the TLS library's own.
func alertAdvice(alert string) string {
	switch alert {
	case alertProtocolVersion.Error():
		return "The server speaks nothing but versions older than TLS 1.2, which must not be used. Tell whoever runs it, or the proxy in front of it."
	case alertHandshakeFailure.Error():
		return "The server offers no safe encryption, or wants another certificate from us. Tell whoever runs it, or the proxy in front of it."
	}
	return ""
}

func invalidAdvice(invalid x509.CertificateInvalidError) string {
	switch invalid.Reason {
	case x509.Expired:
		return "The server's certificate has expired, or is not valid yet. Check this machine's clock. If it is right, tell whoever runs the server."
	case x509.IncompatibleUsage:
		return "The server's certificate is for another purpose. Tell whoever runs the server."
	}
	return ""
}
