extension LocalizedText {
    /// `{"en": "Gender", "ko": "성별"}`; other languages are refused, naming the nearest.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            guard let text = try reader.optional(language.rawValue) else { continue }
            let words = try text.string()
            guard words.utf8.count <= Self.byteLimit else {
                throw DefinitionError(
                    .outOfRange, at: text.pointer,
                    "This text is too long: use at most \(Self.byteLimit) bytes.")
            }
            if !words.isEmpty { texts[language] = words }
        }
        self.init(texts)
    }

    private static let byteLimit = 4000

    package var json: JSONValue {
        .object(
            Language.allCases.compactMap { language in
                texts[language].map { .init(language.rawValue, .string($0)) }
            })
    }

    /// The same with the texts of `other` in place of its own; what `other` does not have stays.
    package func merging(_ other: LocalizedText) -> LocalizedText {
        LocalizedText(texts.merging(other.texts) { $1 })
    }

    /// Every text, English first.
    package var all: [String] { Language.allCases.compactMap { texts[$0] } }
}
