import Definitions
import Metadata

/// Texts by language, by name and in lists, as the JSON of a column.
enum StoredText {
    /// `{"en": "Gender", "ko": "성별"}`
    static func value(_ text: LocalizedText) -> JSONValue {
        .object(
            Language.allCases.compactMap { language in
                text.texts[language].map { .init(language.rawValue, .string($0)) }
            })
    }

    static func json(_ text: LocalizedText) -> String { value(text).rendered() }

    static func json(_ texts: [String: String]) -> String {
        JSONValue.object(
            texts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
        ).rendered()
    }

    static func read(_ json: JSONValue) throws -> LocalizedText {
        var text = LocalizedText()
        for (name, words) in try texts(json) {
            guard let language = Language(rawValue: name) else {
                throw MetadataError.unknownWord(name)
            }
            text.texts[language] = words
        }
        return text
    }

    static func texts(_ json: JSONValue) throws -> [String: String] {
        var texts: [String: String] = [:]
        for member in try members(json) { texts[member.name] = try word(member.value) }
        return texts
    }

    static func list(_ json: JSONValue) throws -> [String] {
        guard case .array(let elements) = json else { throw MetadataError.badJSON("no list") }
        return try elements.map(word)
    }

    static func members(_ json: JSONValue) throws -> [JSONValue.Member] {
        guard case .object(let members) = json else { throw MetadataError.badJSON("no object") }
        return members
    }

    private static func word(_ json: JSONValue) throws -> String {
        guard case .string(let text) = json else { throw MetadataError.badJSON("no text") }
        return text
    }
}
