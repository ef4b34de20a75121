package config

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/secret"
)

// shownText are the keys whose texts support may see: those that steer the
// program, and the places that it works with. Any other text is a name, an
// address of a person, or something new, and is only counted.
var shownText = []string{
	"environment", "learner_service", "achievement_service", "proxy", "format", "level", "listen",
	"id", "ukprn", "organisation_ref", "unknown", "column", "on_invalid_rows", "linked_match", "encoding", "done_marker",
	"state_dir", "audit_heads", "journal", "file", "ca_file", "cert_file", "key_file", "pkcs12", "path", "archive", "mapping", "organisations_dir",
	"address", "known_hosts",
}

// Shown is the configuration as support may see it, with its defaults: numbers,
// switches and paths as they are, of a secret only what kind of place it is in,
// and of what names people only that it is there.
func (c *Config) Shown() map[string]any {
	shown, _ := shownValue(reflect.ValueOf(*c), "").(map[string]any)
	suspended := map[string]string{}
	for _, o := range c.Organisations {
		if o.Suspended != "" {
			suspended[o.Key] = o.Suspended
		}
	}
	shown["suspended"] = suspended
	return shown
}

func shownValue(v reflect.Value, key string) any {
	switch is := v.Interface().(type) {
	case secret.Ref:
		return secretPlace(is)
	case time.Duration:
		return is.String()
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return shownValue(v.Elem(), key)
	case reflect.Struct:
		return shownStruct(v)
	case reflect.Slice:
		all := make([]any, v.Len())
		for i := range all {
			all[i] = shownValue(v.Index(i), key)
		}
		return all
	case reflect.Map:
		return fmt.Sprintf("%d entries", v.Len())
	case reflect.String:
		return shownString(v.String(), key)
	}
	return v.Interface()
}

func shownStruct(v reflect.Value) map[string]any {
	shown := map[string]any{}
	for i := range v.NumField() {
		if key := keyOf(v.Type().Field(i)); key != "" {
			shown[key] = shownValue(v.Field(i), key)
		}
	}
	return shown
}

func shownString(text, key string) any {
	switch {
	case text == "":
		return ""
	case !slices.Contains(shownText, key):
		return fmt.Sprintf("(%d letters)", len([]rune(text)))
	case !strings.Contains(text, "@"):
		return text
	}
	u, err := url.Parse(text)
	if err != nil {
		return "(not shown)"
	}
	if u.User != nil {
		u.User = url.User("user")
	}
	return u.String()
}

// secretPlace is the kind of the place that a secret is in.
func secretPlace(r secret.Ref) string {
	switch {
	case r.File != "":
		return "in a file"
	case r.Env != "":
		return "in the environment"
	case r.Credential != "":
		return "a credential of systemd"
	case r.Sealed != "":
		return "sealed"
	}
	return ""
}
