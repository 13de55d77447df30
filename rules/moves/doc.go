// Package moves is how an application for a domain (域名业务申请) goes from a unit's
// wish to its end: 二(三)a, 二(三)b, and for a domain that is replaced 二(二)b.
//
// Invariants:
//   - [Table] is the one table of what may be done. Legality, buttons, refusals and
//     the diagram in docs/applications.md come from it; nothing else decides.
//   - [Lines.Decide] sees facts alone and changes nothing: it answers with what the
//     application has become, or with the reason why not.
//   - Nobody reviews what they filed or consented to, and the second reviewer is not
//     the first. A deputy (AB角) counts as themselves.
//   - No step has a limit but the national registry's of a county portal: 3 working
//     days after 核验通过 (二(三)a). All others are measured and never late.
package moves
