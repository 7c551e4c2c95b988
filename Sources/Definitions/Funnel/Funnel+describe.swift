extension Funnel {
    /// The question in plain words, one sentence per option.
    ///
    ///     How many users go through A → B in this order within 30 days?
    ///     A → B 단계를 이 순서대로 30일 안에 거친 사용자는 몇 명인가요?
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishFunnel(funnel: self).text
        case .korean: KoreanFunnel(funnel: self).text
        }
    }
}
