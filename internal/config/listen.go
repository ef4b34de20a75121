package config

// checkListen allows nothing but this machine itself: what is told there is
// not protected by anything.
func checkListen(n *notes, address string) {
	if address == "" {
		return
	}
	const form = `Write an address of this machine itself with a port, such as 127.0.0.1:9464 or [::1]:9464, or "" for none. ` +
		"What other machines may ask is told at remote.listen, over TLS and with a password."
	const open = "Others could reach this address, and nothing protects it. " + form
	if ip := checkAddress(n, "listen", address, form, open); !ip.IsLoopback() {
		n.add("listen", open)
	}
}
