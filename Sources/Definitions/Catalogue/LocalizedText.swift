/// A name or a sentence in the languages of its readers.
///
///     {"en": "Gender", "ko": "성별"}
package struct LocalizedText: Hashable, Sendable {
    package var texts: [Language: String]

    package init(_ texts: [Language: String] = [:]) {
        self.texts = texts
    }

    package var isEmpty: Bool { texts.isEmpty }

    /// The text in this language, else in any other; nil where there is none.
    package func text(in language: Language) -> String? {
        texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first
    }
}
