package lrssim

// refusal is an answer other than the operation's own: a fault with an LRS code, a plain SOAP
// fault, or (response) a code inside an ordinary response.
type refusal struct {
	code     string
	detail   string
	plain    bool
	response bool
}

func (r *refusal) Error() string { return r.code + " " + r.detail }

func plainRefusal(detail string) error { return &refusal{plain: true, detail: detail} }

func schemaRefusal(detail string) error { return &refusal{code: "WSEC0001", detail: detail} }

func refuse(code string) error { return &refusal{code: code, detail: describe(code)} }

// inResponse is a refusal that the wire carries as ResponseCode with HTTP 200.
func inResponse(code string) error {
	return &refusal{code: code, detail: describe(code), response: true}
}

// describe gives this package's words for a code of CONTRACT 5.3 and 5.4.
func describe(code string) string {
	switch code {
	case "WSEC0001":
		return "The request does not fit the schema."
	case "WSEC0002":
		return "This service has no such operation."
	case "WSEC0003":
		return "The organisation is not known, or this certificate is not its own."
	case "WSEC0004":
		return "The service is outside its operating hours."
	case "WSEC0005":
		return "The organisation password is wrong."
	case "WSEC0006":
		return "The organisation has no access to this service."
	case "WSEC0043":
		return "The awarding organisation is not set up to submit achievement batches."
	case "WSEC0044":
		return "The e-mail address is not valid."
	case "WSEC0045":
		return "The submission type is not valid."
	case "WSEC0046":
		return "The request has more achievements than allowed."
	case "WSEC0047":
		return "The request has no achievement."
	case "WSEC0999":
		return "An unknown exception occurred."
	case "WSRC0018":
		return "The job is not known."
	case "WSRC0030":
		return "The record count does not equal the number of learners sent."
	}
	return "The simulator was told to answer so."
}
