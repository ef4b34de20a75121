package daemon

import (
	"lrsdrop/internal/config"
	"lrsdrop/internal/pipeline"
)

// NewPreview makes what checks files as an inbox of an organisation would. It
// opens no folder, no secret and no connection.
func NewPreview(c *config.Config, o config.Organisation, in config.Inbox) *pipeline.Preview {
	return pipeline.NewPreview(rules(o), reading(in), options(c))
}
