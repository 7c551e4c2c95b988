/// A flow in Korean, sentence by sentence.
struct KoreanFlow {
    let flow: Flow

    var text: String {
        [
            question, unit, within, range, KoreanScope.filters(flow.scope), rules, hidden,
            repeats, nodes,
            KoreanScope.segments(flow.scope.segments),
        ].compactMap(\.self).joined(separator: " ")
    }

    private var subject: String {
        switch flow.subject {
        case .event: "이벤트"
        case .page: "페이지"
        case .property(let name): "\(name) 값"
        }
    }

    private var question: String {
        let steps = " 모두 \(flow.steps)단계를 보여 줍니다."
        return switch flow.anchor {
        case .start(let value):
            "\(Korean.quoted(value)) 다음에 이어지는 \(subject) 흐름은 어떤가요?" + steps
        case .end(let value):
            "\(Korean.quoted(value)) 직전까지 거쳐 온 \(subject) 흐름은 어떤가요?" + steps
        case nil where flow.unit == .transition:
            "서로 이어지는 \(subject) 흐름은 어떤가요?" + steps
        case nil: "세션이 시작된 뒤 이어지는 \(subject) 흐름은 어떤가요?" + steps
        }
    }

    private var unit: String {
        switch (flow.unit, flow.anchor) {
        case (.user, nil): "사용자마다 첫 세션만 한 번 셉니다."
        case (.user, _): "사용자마다 처음 일치한 경로만 한 번 셉니다."
        case (.session, nil): "세션마다 한 번 셉니다."
        case (.session, _): "세션마다 처음 일치한 경로만 한 번 셉니다."
        case (.transition, nil): "모든 세션의 모든 이동을 셉니다."
        case (.transition, _): "일치한 경로를 모두 셉니다."
        }
    }

    private var within: String? {
        flow.within.map { "경로는 세션을 넘어 최대 \(Korean.span($0)) 동안 이어집니다." }
    }

    private var range: String? {
        flow.scope.range.map { "\(KoreanScope.words($0)) 이벤트를 기준으로 한 경로만 셉니다." }
    }

    private var rules: String? {
        guard !flow.rules.isEmpty else { return nil }
        let words = flow.rules.map { "\($0.pattern) → \(Korean.quoted($0.label))" }
        return "다음 규칙으로 묶어 보여 줍니다: " + words.joined(separator: ", ") + "."
    }

    private var hidden: String? {
        flow.hidden.isEmpty
            ? nil : "제외하는 값: \(flow.hidden.map(Korean.quoted).joined(separator: ", "))."
    }

    private var repeats: String {
        flow.collapsesRepeats
            ? "연달아 반복된 것은 한 단계로 봅니다." : "연달아 반복된 것도 각각 한 단계로 봅니다."
    }

    private var nodes: String { "단계마다 가장 많은 \(flow.nodesPerStep)개를 보여 줍니다." }
}
