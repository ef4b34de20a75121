package config

import (
	"net"
	"net/netip"
	"strconv"
)

// checkListen allows nothing but this machine itself: what is told there is
// not protected by anything. A name is refused, too, because somebody else
// decides which address it stands for.
func checkListen(n *notes, address string) {
	if address == "" {
		return
	}
	const form = `Write an address of this machine itself with a port, such as 127.0.0.1:9464 or [::1]:9464, or "" for none.`
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		n.add("listen", form)
		return
	}
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(number, 10) != port {
		n.add("listen", "The port is a number from 0 to 65535. 0 takes any free one.")
		return
	}
	if ip, err := netip.ParseAddr(host); err != nil || ip.Zone() != "" || !ip.IsLoopback() {
		n.add("listen", "Others could reach this address, and nothing protects it yet. "+form)
	}
}
