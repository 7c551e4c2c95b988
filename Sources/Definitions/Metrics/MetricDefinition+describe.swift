extension MetricDefinition {
    /// What is measured, as one sentence or two, with the catalogue's labels.
    ///
    ///     The sum of Amount in Payments per user, where Method is “card”, in KRW. Higher is better.
    package func described(in names: SegmentNames) -> String {
        switch names.language {
        case .english:
            let words = EnglishMetric(names: names).form(form)
            return words.prefix(1).uppercased() + words.dropFirst()
                + (unit.isEmpty ? "" : ", in \(unit)")
                + (direction == .higher ? ". Higher is better." : ". Lower is better.")
        case .korean:
            return KoreanMetric(names: names).form(form) + (unit.isEmpty ? "" : ", 단위 \(unit)")
                + (direction == .higher ? ". 높을수록 좋습니다." : ". 낮을수록 좋습니다.")
        }
    }
}

private struct EnglishMetric {
    let names: SegmentNames

    func form(_ form: MetricDefinition.Form) -> String {
        switch form {
        case .measured(let part): self.part(part)
        case .ratio(let numerator, let denominator):
            "\(part(numerator)), divided by \(part(denominator))"
        }
    }

    private func part(_ part: MetricPart) -> String {
        let filters = part.filters.map { names.filter($0, on: part.dataset) }
        let condition = filters.isEmpty ? "" : ", where " + English.list(filters, "and")
        let time = part.time.map { ", by \(names.field($0, of: part.dataset))" } ?? ""
        return measure(part) + condition + time
    }

    private func measure(_ part: MetricPart) -> String {
        let table = names.table(part.dataset)
        let field = part.field.map { names.field($0, of: part.dataset) } ?? ""
        let total =
            part.field == nil ? "the number of rows in \(table)" : "the sum of \(field) in \(table)"
        return switch part.measure {
        case .count: total
        case .countDistinct: "the number of different values of \(field) in \(table)"
        case .sum: total
        case .averagePerUser: "\(total) per user"
        case .averagePerActiveUser: "\(total) per user who has any"
        case .shareOfUsers: "the share of users with a row in \(table)"
        case .percentile:
            "the value of \(field) in \(table) that \(part.percentWords) % of rows do not exceed"
        }
    }
}

private struct KoreanMetric {
    let names: SegmentNames

    func form(_ form: MetricDefinition.Form) -> String {
        switch form {
        case .measured(let part): self.part(part)
        case .ratio(let numerator, let denominator):
            "[\(part(numerator))] ÷ [\(part(denominator))]"
        }
    }

    private func part(_ part: MetricPart) -> String {
        let filters = part.filters.map { names.filter($0, on: part.dataset) }
        let condition = filters.isEmpty ? "" : " (조건: \(filters.joined(separator: ", ")))"
        let time =
            part.time.map { ", ‘\(names.field($0, of: part.dataset))’ 시각 기준" } ?? ""
        return measure(part) + condition + time
    }

    private func measure(_ part: MetricPart) -> String {
        let table = Korean.quoted(names.table(part.dataset))
        let field = part.field.map { Korean.quoted(names.field($0, of: part.dataset)) } ?? ""
        let total = part.field == nil ? "\(table)의 행 수" : "\(table)의 \(field) 합계"
        return switch part.measure {
        case .count, .sum: total
        case .countDistinct: "\(table)의 서로 다른 \(field) 수"
        case .averagePerUser: "사용자 1인당 \(total)"
        case .averagePerActiveUser: "기록이 있는 사용자 1인당 \(total)"
        case .shareOfUsers: "\(table)에 기록이 있는 사용자의 비율"
        case .percentile: "\(table)의 \(field) \(part.percentWords)번째 백분위수"
        }
    }
}

extension MetricPart {
    fileprivate var percentWords: String {
        guard let percent else { return "" }
        return Int64(exactly: percent).map { String($0) } ?? String(percent)
    }
}
