import Foundation

/// A setting: read once, when the program starts.
struct Setting: Sendable {
    enum Kind: Sendable {
        case text
        case whole(ClosedRange<Int>)
        case oneOf([String])
    }

    /// In the environment.
    let name: String
    let fallback: String
    let help: String
    let kind: Kind

    init(name: String, fallback: String, help: String, kind: Kind = .text) {
        self.name = name
        self.fallback = fallback
        self.help = help
        self.kind = kind
    }

    /// In a settings file: `memory_limit`.
    var fileName: String { name.dropFirst("CXM_".count).lowercased() }

    /// Only the environment can say where the files are.
    var isInFiles: Bool { name != Self.home.name && name != Self.settings.name }

    /// What `cxm --help-settings` prints.
    static var helpText: String {
        "Settings are read from the environment, and by the name in brackets from a settings file.\n"
            + "An option of a command goes before both, the environment before the file.\n\n"
            + all.map { setting in
                let file = setting.isInFiles ? " [\(setting.fileName)]" : ""
                let fallback = setting.fallback.isEmpty ? "" : " (default: \(setting.fallback))"
                return "  \(setting.name)\(file)\(fallback)\n      \(setting.help)\n"
            }.joined()
    }
}

/// Why a command was not done, where no deeper layer says it.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
