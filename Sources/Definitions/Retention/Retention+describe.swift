extension Retention {
    /// The question in plain words, one sentence per option.
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishRetention(retention: self).text
        case .korean: KoreanRetention(retention: self).text
        }
    }
}
