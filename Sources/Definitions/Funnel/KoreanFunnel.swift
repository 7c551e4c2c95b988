/// A funnel in Korean, sentence by sentence.
struct KoreanFunnel {
    let funnel: Funnel

    var text: String {
        ([question, unit, stepWindow, range, KoreanScope.filters(funnel.scope)] + exclusions + [
            hold, KoreanScope.segments(funnel.segments), breakdown,
        ])
        .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        "\(steps) 단계를 \(order) \(window)거친 \(subject)"
    }

    private var subject: String {
        switch funnel.unit {
        case .user: "사용자는 몇 명인가요?"
        case .session: "세션은 몇 개인가요?"
        case .entry: "진입은 몇 건인가요?"
        }
    }

    private var unit: String? {
        switch funnel.unit {
        case .user: nil
        case .session: "모든 단계가 한 세션 안에 있어야 합니다."
        case .entry: "첫 단계에 들어올 때마다 한 건으로 셉니다."
        }
    }

    private var steps: String {
        funnel.steps.map(KoreanScope.step).joined(
            separator: funnel.order == .unordered ? ", " : " → ")
    }

    private var order: String {
        switch funnel.order {
        case .ordered: "이 순서대로"
        case .strict: "다른 이벤트 없이 이 순서대로 연달아"
        case .unordered: "순서와 상관없이"
        }
    }

    private var window: String { funnel.window.map { Korean.span($0) + " 안에 " } ?? "" }

    private var stepWindow: String? {
        funnel.stepWindow.map { "한 단계에서 다음 단계까지는 최대 \(Korean.span($0))입니다." }
    }

    private var range: String? {
        funnel.range.map { "첫 단계는 \(KoreanScope.words($0)) 이벤트만 셉니다." }
    }

    private var exclusions: [String] {
        funnel.exclusions.map { exclusion in
            "\(exclusion.afterStep)단계와 \(exclusion.beforeStep)단계 사이에 "
                + "\(KoreanScope.step(exclusion.matcher)) 이벤트가 있으면 그 시도는 거기에서 끝납니다."
        }
    }

    private var hold: String? {
        funnel.hold.isEmpty
            ? nil : "모든 단계에서 \(funnel.hold.joined(separator: ", ")) 값이 같아야 합니다."
    }

    private var breakdown: String? {
        funnel.breakdown.map { breakdown in
            let subject =
                switch breakdown.subject {
                case .attribute(let name): "사용자의 \(name)"
                case .property(let name, let step): "\(step)단계 이벤트의 \(name)"
                }
            return "\(subject) 값별로 나누어 상위 \(breakdown.limit)개를 보여 줍니다."
        }
    }
}
