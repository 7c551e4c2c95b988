/// A question about pages in Korean, sentence by sentence.
struct KoreanPages {
    let pages: Pages

    var text: String {
        ([question, range, filters] + rules + [view, click, segments, limit])
            .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        "\(subject)별로 조회수, 방문자, 시작과 종료, 이탈률, 체류 시간, 클릭률은 어떻게 되나요?"
    }

    private var subject: String {
        switch pages.subject {
        case .page: "페이지"
        case .category: "페이지 카테고리"
        case .property(let name): "\(name) 값"
        }
    }

    private var range: String? {
        pages.scope.range.map { "\(KoreanScope.words($0)) 이벤트만 사용합니다." }
    }

    private var filters: String? { KoreanScope.filters(pages.scope) }

    private var rules: [String] {
        pages.rules.map { rule in
            rule.label == rule.pattern
                ? "\(Korean.quoted(rule.pattern)) 패턴과 일치하는 값은 한 줄로 묶습니다."
                : "\(Korean.quoted(rule.pattern)) 패턴과 일치하는 값은 "
                    + "\(Korean.quoted(rule.label)) 항목으로 묶습니다."
        }
    }

    private var view: String? {
        pages.view.map { "\(KoreanScope.step($0)) 이벤트를 조회로 셉니다." }
    }

    private var click: String? {
        pages.click.map { "\(KoreanScope.step($0)) 이벤트를 클릭으로 셉니다." }
    }

    private var segments: String? {
        guard pages.scope.segments != [.all] else { return nil }
        let groups = pages.scope.segments.map { choice in
            switch choice {
            case .all: "전체 사용자"
            case .members(let id): "\(Korean.quoted(id)) 세그먼트에 속한 사용자"
            case .others(let id): "\(Korean.quoted(id)) 세그먼트에 속하지 않은 사용자"
            }
        }
        return groups.count == 1
            ? "\(groups[0])만 셉니다." : "비교 대상은 \(groups.joined(separator: ", "))입니다."
    }

    private var limit: String {
        "조회수 상위 \(pages.limit)개를 보여 주고 나머지는 한 줄로 합칩니다."
    }
}
