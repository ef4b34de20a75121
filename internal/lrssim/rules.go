package lrssim

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// rule is a simple type of the schema: what it is called, what it asks, and the test.
type rule struct {
	name string
	asks string
	fits func(string) bool
}

// String is what FurtherDetails says of a broken rule.
func (r rule) String() string { return fmt.Sprintf("the value is not a %s: %s", r.name, r.asks) }

// The simple types of the verify messages (CONTRACT 1.10, 3.1). MIAPNameNonEmpty is the one name
// that a public source shows; the others are this package's.
var (
	ruleOrganisationRef = rule{"OrganisationRef", "pattern [0-9a-zA-Z]{6}", regexp.MustCompile(`^[0-9a-zA-Z]{6}$`).MatchString}
	ruleUKPRN           = rule{"UKPRN", "pattern [0-9a-zA-Z]{8}", regexp.MustCompile(`^[0-9a-zA-Z]{8}$`).MatchString}
	rulePassword        = rule{"OrgPassword", "length 16, not blank", func(s string) bool { return utf8.RuneCountInString(s) == 16 && !blank(s) }}
	ruleUserName        = rule{"UserName", "1 to 35 characters, not blank", isName}
	ruleName            = rule{"MIAPNameNonEmpty", `1 to 35 characters, pattern .*[^\s].*`, isName}
	ruleULN             = rule{"ULN", "pattern [1-9][0-9]{9}", isULNForm}
	ruleBirthDate       = rule{"DateOfBirth", "yyyy-MM-dd, a day of the calendar in the years 1800 to 2099, or empty", isBirthDate}
	ruleGender          = rule{"Gender", "pattern [0129], or empty", func(s string) bool { return s == "" || isGender(s) }}
	ruleMIS             = rule{"MISIdentifier", "0 to 128 characters", func(s string) bool { return utf8.RuneCountInString(s) <= 128 }}
	ruleLong            = rule{"xs:long", "a whole number", func(s string) bool { _, err := strconv.ParseInt(s, 10, 64); return err == nil }}
	ruleInt             = rule{"xs:int", "a whole number", func(s string) bool { _, err := strconv.ParseInt(s, 10, 32); return err == nil }}
	ruleDateTime        = rule{"xs:dateTime", "yyyy-MM-ddThh:mm:ss", isDateTime}
)

var (
	qualificationForm = regexp.MustCompile(`^(?:[0-9]{3}/[0-9]{4}/[0-9X]|[ADFHJKLMRTY]/[0-9]{3}/[0-9]{4})$`)
	emailLocal        = regexp.MustCompile("^[A-Za-z0-9!#$%'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%'*+/=?^_`{|}~-]+)*$")
	emailDomain       = regexp.MustCompile(`^(?:[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]\.)+[A-Za-z]{2,6}$`)
)

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func isName(s string) bool {
	if n := utf8.RuneCountInString(s); n < 1 || n > 35 || blank(s) {
		return false
	}
	return !strings.ContainsFunc(s, unicode.IsControl)
}

func isULNForm(s string) bool {
	if len(s) != 10 || s[0] == '0' {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// isULN adds the check digit of CONTRACT 6.1 to the form: the weights 10 to 1 give 10 modulo 11.
func isULN(s string) bool {
	if !isULNForm(s) {
		return false
	}
	sum := 0
	for i := range len(s) {
		sum += (10 - i) * int(s[i]-'0')
	}
	return sum%11 == 10
}

func isGender(s string) bool { return len(s) == 1 && strings.Contains("0129", s) }

func isBirthDate(s string) bool {
	if s == "" {
		return true
	}
	day, err := time.Parse(time.DateOnly, s)
	return err == nil && day.Year() >= 1800 && day.Year() <= 2099
}

func isDateTime(s string) bool { _, err := parseDateTime(s); return err == nil }

// parseDateTime reads an xs:dateTime with or without a fraction and with or without a zone.
func parseDateTime(s string) (time.Time, error) {
	if t, err := time.Parse("2006-01-02T15:04:05", s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}

// isEmail is the pattern of CONTRACT 6.6, its old limit on the last label included.
func isEmail(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && len(s) <= 254 && emailLocal.MatchString(s[:at]) && emailDomain.MatchString(s[at+1:])
}
