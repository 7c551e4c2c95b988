import ArgumentParser

/// Whether a person or a program is let in from now on.
struct LetInOptions: ParsableArguments {
    @Flag(help: "Let in no more; ends the sessions of a person.")
    var disable = false
    @Flag(help: "Let in again.")
    var enable = false

    /// Nil: as before.
    var isDisabled: Bool? { disable ? true : enable ? false : nil }

    func validate() throws {
        guard !disable || !enable else {
            throw ValidationError("Leave out one of --disable and --enable.")
        }
    }
}
