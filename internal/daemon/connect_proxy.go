package daemon

import (
	"net/http"
	"slices"
	"strings"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
)

// proxy tells which proxy is in force on the way to LRS.
func (l looking) proxy() {
	l = l.as(CheckProxy)
	const why, do = "No call can be made.", "Correct lrs.proxy and its user and password in the configuration, or HTTPS_PROXY in the environment."
	p, err := proxyOf(l.config.LRS)
	if err != nil {
		l.bad("", "proxy", err.Error(), why, do)
		return
	}
	var used []string
	for _, address := range []string{l.config.LRS.LearnerService, l.config.LRS.AchievementService} {
		at, err := p.For(address)
		if err != nil {
			l.bad("", "proxy", err.Error(), why, do)
			return
		}
		if at != "" && !slices.Contains(used, at) {
			used = append(used, at)
		}
	}
	l.good("", "proxy", proxyWords(l.config.LRS, used))
}

func proxyWords(c config.LRS, used []string) string {
	switch {
	case len(used) > 0 && c.Proxy != "":
		return "LRS is called through " + strings.Join(used, " and ") + ", as lrs.proxy says"
	case len(used) > 0:
		return "LRS is called through " + strings.Join(used, " and ") + ", as HTTPS_PROXY says here; a service has an environment of its own"
	case c.Proxy != "" && c.Proxy != config.NoProxy:
		return "none is used for an address of this machine itself, whatever lrs.proxy says"
	}
	return "none is used"
}

func proxyAdvice(refusal *lrs.ProxyRefusal) string {
	if refusal.Status == http.StatusProxyAuthRequired {
		return "Put the user and password that the proxy takes into lrs.proxy_user and lrs.proxy_password. It must take them as they are (Basic)."
	}
	return "Ask whoever runs the proxy to let this machine connect to this address, and to leave the connection closed."
}
