extension Profile {
    /// The question in plain words, one sentence per option.
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishProfile(profile: self).text
        case .korean: KoreanProfile(profile: self).text
        }
    }
}

/// A profile in English, sentence by sentence.
struct EnglishProfile {
    let profile: Profile

    var text: String {
        [question, source, range, filters, segments, attributes, period].compactMap(\.self)
            .joined(separator: " ")
    }

    private var question: String { "How do these users differ from all users?" }

    private var source: String? {
        profile.source.map { source in
            "They are the users of \(English.quoted(source.element)) in the answer to: "
                + source.question.described(in: .english)
        }
    }

    private var range: String? {
        profile.scope.range.map { "Only users with an event \(EnglishScope.words($0)) count." }
    }

    private var filters: String? {
        let filters = profile.scope.filters
        let events =
            filters.isEmpty ? nil : "The set has an event for which \(EnglishFilter.all(filters))."
        let users = profile.scope.userFilters
        let sentences = [
            events,
            users.isEmpty ? nil : "The set are users for whom \(EnglishFilter.all(users)).",
        ].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private var segments: String? { EnglishScope.segments(profile.scope.segments) }

    private var attributes: String {
        let names = profile.attributes.map { English.list($0, "and") } ?? "all attributes"
        return
            "Told are \(names), with at most \(English.count(Int64(profile.limit), "value")) each."
    }

    private var period: String? {
        profile.period.map { "What events say is told for each \($0.rawValue) too." }
    }
}

/// A profile in Korean, sentence by sentence.
struct KoreanProfile {
    let profile: Profile

    var text: String {
        [question, source, range, filters, segments, attributes, period].compactMap(\.self)
            .joined(separator: " ")
    }

    private var question: String { "이 사용자들은 전체 사용자와 어떻게 다른가요?" }

    private var source: String? {
        profile.source.map { source in
            "대상은 다음 질문의 답에서 \(Korean.quoted(source.element)) 항목에 속한 사용자입니다: "
                + source.question.described(in: .korean)
        }
    }

    private var range: String? {
        profile.scope.range.map { "\(KoreanScope.words($0)) 이벤트가 있는 사용자만 셉니다." }
    }

    private var filters: String? {
        let filters = profile.scope.filters
        let events =
            filters.isEmpty
            ? nil : "대상은 \(KoreanFilter.all(filters, ending: .modifier)) 이벤트가 있는 사용자입니다."
        let users = profile.scope.userFilters
        let sentences = [
            events,
            users.isEmpty
                ? nil : "대상은 \(KoreanFilter.all(users, ending: .modifier)) 사용자입니다.",
        ].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private var segments: String? { KoreanScope.segments(profile.scope.segments) }

    private var attributes: String {
        let names = profile.attributes.map { $0.joined(separator: ", ") } ?? "모든 속성"
        return "\(names)의 값을 최대 \(profile.limit)개씩 보여 줍니다."
    }

    private var period: String? {
        profile.period.map { period in
            let word =
                switch period {
                case .hour: "시간"
                case .day: "일"
                case .week: "주"
                case .month: "월"
                }
            return "이벤트에서 얻은 속성은 \(word)별로도 보여 줍니다."
        }
    }
}
