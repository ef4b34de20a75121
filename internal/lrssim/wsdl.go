package lrssim

import (
	_ "embed"
	"net/http"
	"strings"
)

// The two descriptions are this package's own, written from CONTRACT 1.3 to 1.9.
var (
	//go:embed wsdl/learner.wsdl
	learnerWSDL string
	//go:embed wsdl/achievement.wsdl
	achievementWSDL string
)

// addressMark stands in a WSDL for the address at which the service was asked for it.
const addressMark = "{{ADDRESS}}"

func asksForWSDL(query string) bool {
	return strings.EqualFold(query, "wsdl") || strings.EqualFold(query, "singleWsdl")
}

func writeWSDL(w http.ResponseWriter, r *http.Request, wsdl string) {
	host := strings.NewReplacer("&", "", "<", "", `"`, "").Replace(r.Host)
	w.Header().Set("Content-Type", textXML)
	_, _ = w.Write([]byte(strings.ReplaceAll(wsdl, addressMark, "https://"+host+r.URL.Path))) // #nosec G705 -- the host has no markup left, and the path is one of two
}
