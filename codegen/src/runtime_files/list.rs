// One line for each file below runtime/src/runtime, sorted.
sources! {
    "mod.rs",
}
