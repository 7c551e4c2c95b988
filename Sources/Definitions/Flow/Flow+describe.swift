extension Flow {
    /// The question in plain words, one sentence per option.
    ///
    ///     Which pages do users see after “/home”, 5 steps in all?
    ///     ‘/home’ 다음에 사용자는 어떤 페이지로 이동하나요? 모두 5단계를 보여 줍니다.
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishFlow(flow: self).text
        case .korean: KoreanFlow(flow: self).text
        }
    }
}
