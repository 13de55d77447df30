// Package interop holds tests with programs of others', taken unchanged from
// npm. They judge what our own tests can't: whether we have read Slack rightly,
// on both sides of the wire.
//
//   - An app made with Slack's own framework, @slack/bolt, talks to the sandbox
//     over HTTP and over Socket Mode. It must not notice that this isn't Slack.
//   - Steward, built as it is served, talks to another's double of Slack,
//     local-slack, and fills in a form there with a person.
//
// testdata/npm names the programs, by version and checksum; scripts/ensure-node-modules
// installs them and says where. The doubles get no further than this machine:
// the sandbox listens on loopback, local-slack in a network of its own.
package interop
