package import Definitions

/// What the value of a setting can be, for forms that change it.
///
///     SettingForm.whole(1...36_500).json   // {"kind": "whole", "allowed": {"minimum": 1, …}, …}
package enum SettingForm: Sendable {
    case whole(ClosedRange<Int64>)
    case flag
    case choice([String])
    case text
    case object([Member])

    /// One part of an object.
    package struct Member: Sendable {
        package let name: String
        package let form: SettingForm
        package let title: SettingWords

        package init(_ name: String, _ form: SettingForm, _ title: SettingWords) {
            self.name = name
            self.form = form
            self.title = title
        }
    }

    package var kind: String {
        switch self {
        case .whole: "whole"
        case .flag: "flag"
        case .choice: "choice"
        case .text: "text"
        case .object: "object"
        }
    }

    /// Null where every value of the kind will do.
    package var allowed: JSONValue {
        switch self {
        case .whole(let range):
            [
                "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
                "words": .null,
            ]
        case .choice(let words):
            ["minimum": .null, "maximum": .null, "words": .array(words.map { .string($0) })]
        case .flag, .text, .object: .null
        }
    }

    /// The parts of an object, each with what it is now; null for everything else.
    package func members(
        of value: JSONValue, standard: JSONValue, in language: Language
    ) -> JSONValue {
        guard case .object(let members) = self else { return .null }
        return .array(
            members.map { member in
                [
                    "name": .string(member.name), "kind": .string(member.form.kind),
                    "allowed": member.form.allowed, "value": value[member.name] ?? .null,
                    "default": standard[member.name] ?? .null,
                    "title": .string(member.title.text(in: language)),
                ]
            })
    }
}

/// A short text in both languages.
package struct SettingWords: Hashable, Sendable {
    package let english: String
    package let korean: String

    package init(_ english: String, _ korean: String) {
        self.english = english
        self.korean = korean
    }

    package func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .korean: korean
        }
    }
}
