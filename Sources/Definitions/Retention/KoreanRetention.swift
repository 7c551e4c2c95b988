/// A retention question in Korean, sentence by sentence.
struct KoreanRetention {
    let retention: Retention

    var text: String {
        (question + [range, filters, segments]).compactMap(\.self).joined(separator: " ")
    }

    private var start: String { KoreanScope.step(retention.startEvent) }
    private var comeback: String { KoreanScope.step(retention.returnEvent) }

    /// `날`, `주`, `달`
    private var period: String {
        switch retention.period {
        case .day: "날"
        case .week: "주"
        case .month: "달"
        }
    }

    /// `12일`, `12주`, `12개월`
    private func length(_ count: Int) -> String {
        switch retention.period {
        case .day: "\(count)일"
        case .week: "\(count)주"
        case .month: "\(count)개월"
        }
    }

    private var question: [String?] {
        switch retention.view {
        case .retention: [cohorts, columns, rolling, measure]
        case .stickiness: ["\(comeback) 이벤트를 한 \(period) 수별로 사용자는 몇 명인가요?"]
        case .lifecycle:
            ["\(comeback) 이벤트를 기준으로 \(period)마다 신규, 유지, 복귀, 휴면 사용자는 몇 명인가요?"]
        }
    }

    private var cohorts: String {
        switch retention.startKind {
        case .first: "사용자를 첫 \(start) 이벤트가 일어난 \(period)별로 묶습니다."
        case .firstEver: "사용자를 전체 기간에서 첫 \(start) 이벤트가 일어난 \(period)별로 묶습니다."
        case .recurring: "\(start) 이벤트가 일어난 \(period)마다 사용자를 묶습니다."
        }
    }

    private var columns: String {
        "그 뒤에 \(comeback) 이벤트로 돌아온 사용자는 \(columnWords) 몇 명인가요?"
    }

    private var columnWords: String {
        switch retention.columns {
        case .on(1), .onOrAfter(1): "시작한 \(period)에"
        case .on(let count): "시작한 \(period)부터 \(length(count)) 동안 각각"
        case .onOrAfter(let count): "시작한 \(period)부터 \(length(count)) 동안 각 시점 또는 그 이후에"
        case .brackets(let brackets):
            "시작한 \(period)부터 0으로 셀 때 "
                + brackets.map {
                    $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)~\($0.upperBound)"
                }.joined(separator: ", ") + " 구간에 각각"
        }
    }

    private var rolling: String? {
        guard !retention.isCalendar else { return nil }
        return retention.period == .day
            ? "하루는 시작 시점부터 24시간입니다." : "한 주는 시작 시점부터 24시간씩 7일입니다."
    }

    private var measure: String? {
        retention.measure.map {
            "돌아온 이벤트의 \($0.property) 값 \($0.kind == .sum ? "합계" : "평균")도 보여 줍니다."
        }
    }

    private var range: String? {
        guard let range = retention.scope.range.map(KoreanScope.words) else { return nil }
        return switch retention.view {
        case .retention: "시작은 \(range) 이벤트만 셉니다."
        case .stickiness: "\(range) 이벤트만 셉니다."
        case .lifecycle: "\(range) \(period)만 보여 줍니다."
        }
    }

    private var filters: String? { KoreanScope.filters(retention.scope) }

    private var segments: String? {
        guard retention.scope.segments != [.all] else { return nil }
        let groups = retention.scope.segments.map { choice in
            switch choice {
            case .all: "전체 사용자"
            case .members(let id): "\(Korean.quoted(id)) 세그먼트에 속한 사용자"
            case .others(let id): "\(Korean.quoted(id)) 세그먼트에 속하지 않은 사용자"
            }
        }
        return groups.count == 1
            ? "\(groups[0])만 셉니다." : "비교 대상은 \(groups.joined(separator: ", "))입니다."
    }
}
