//! The text that says how the commands are typed.

/// Printed by `cargo xtask help`, and after a mistake.
pub(crate) const TEXT: &str = "\
usage: cargo xtask COMMAND

  codegen                 read spec/ and write generated-client/
      --check             write nothing; name what is changed, missing or left over (exit status 1)
      --spec FILE         another description            (then --out is needed)
      --out DIR           the folder of the crate to write
      --package NAME      the package's name
      --config FILE       the generator's settings       (spec/codegen.yaml for the committed crate)
      --overlay FILE      an OpenAPI Overlay to apply first; may be given again
      --only SELECTION    a part of the API: an operation id, `METHOD /path`, `tag:NAME`, or what paths begin with;
                          may be given again
      --coverage FILE     write the coverage report there, as JSON
      --dump ir           print the intermediate form instead of writing files
      --message-format F  text or json: the form of the findings on standard error
      --verbose           list every thing that is left out or untyped; time each stage
  list                    the operations and the calls that they became  (--spec, --config, --overlay)
  explain SCHEMA          what a schema became, and why                  (--spec, --config, --overlay)
  explain CODE            what a finding such as E0201 means, and what to do about it
  diff OLD NEW            what changes for callers, and the version it deserves; each a file or a revision of git
      --format F          text, json or markdown; exit status 1 when something breaks
  update NEW              adopt a revision: description, code, lock, version, changelog   (--spec with --out, --config)
      --dry-run           only show what it would change    (--format)
  corpus [DIR] [NAME…]    generate, check, lint and test a crate for each description in DIR
      --no-build          generate only
      --tests-only        neither check nor lint
      --update            write the table that later runs are compared with
  bench [DIR]             time the stages of generating: the committed description, and large ones in DIR
  bench PART… [DIR]       json, unions, calls: generated code beside serde's derive and bare reqwest; check,
                          release, growth: a large description in DIR; cold: the first command in a new clone
      --update            write the tables of codegen/docs/performance.md
  replay DIR              adopt the revisions in DIR one after another, build each, and ask cargo semver-checks
      --test FILE         a test that each crate must pass
      --no-build          only adopt
  ci                      everything that CI runs
  help                    this text

exit status: 0 fine, 1 out of date or a step failed, 2 the description cannot be used, 64 wrong usage";
