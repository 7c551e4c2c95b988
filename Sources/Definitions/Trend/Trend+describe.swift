extension Trend {
    /// The question in plain words, one sentence per option.
    ///
    ///     Day by day, what is the number of users with purchase?
    ///     purchase 이벤트를 한 사용자 수의 일별 추이는 어떤가요?
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishTrend(trend: self).text
        case .korean: KoreanTrend(trend: self).text
        }
    }
}
