/// One set of users that a profile names.
///
///     set                       the users whom the profile is about
///     all                       all users whom they are compared with
///     set@0/grade=gold          those of the set with the value
///     all@0/grade=gold          all users with the value
///     set@1/age=20..29          in the second series, a bucket of numbers
///     point-3@0/top=shoes       those of the set who have the value in the third period
///
/// `~none` and `~other` are special values; in names and values each `~` stands twice, and in names `~e`
/// stands for `=`.
package struct ProfileElement: Hashable, Sendable {
    package enum Group: Hashable, Sendable {
        case set, all
        /// 0 for the first period.
        case point(Int)
    }

    /// One row of one attribute.
    package struct Row: Hashable, Sendable {
        package let attribute: String
        package let value: BreakdownValue

        package init(_ attribute: String, _ value: BreakdownValue) {
            self.attribute = attribute
            self.value = value
        }
    }

    package let group: Group
    /// 0 for the first series.
    package let series: Int
    /// Nil for all users of the group.
    package let row: Row?

    package init(_ group: Group, series: Int = 0, row: Row? = nil) {
        self.group = group
        self.series = series
        self.row = row
    }

    package var id: String {
        let head =
            switch group {
            case .set: "set"
            case .all: "all"
            case .point(let index): "point-\(index + 1)"
            }
        guard series > 0 || row != nil else { return head }
        return head + "@\(series)"
            + (row.map { "/\(Self.name($0.attribute))=\($0.value.idText)" } ?? "")
    }

    private static func name(_ text: String) -> String {
        FunnelElement.escaped(text).replacing("=", with: "~e")
    }

    /// Reads an id and checks it against the question that it belongs to. Which attributes and values
    /// there are only the answer tells.
    package init(id: String, of profile: Profile) throws(DefinitionError) {
        guard let element = Self(id, segmentCount: profile.scope.segments.count),
            !element.isPoint || profile.period != nil
        else {
            throw .unknownName(id, kind: "element", at: "/element", known: ["set", "all"])
        }
        self = element
    }

    private var isPoint: Bool {
        if case .point = group { row != nil } else { false }
    }

    private init?(_ id: String, segmentCount: Int) {
        // By scalars: a value may begin with one that joins what stands before it.
        func split(_ text: String, _ mark: Unicode.Scalar) -> [String] {
            text.unicodeScalars.split(
                separator: mark, maxSplits: 1, omittingEmptySubsequences: false
            )
            .map { String(String.UnicodeScalarView($0)) }
        }
        let parts = split(id, "/")
        let head = split(parts[0], "@")
        guard let group = Group(head[0]), let series = head.count == 2 ? Int(head[1]) : 0,
            (0..<segmentCount).contains(series)
        else { return nil }
        guard parts.count == 2 else {
            self.init(group, series: series)
            if case .point = group { return nil }
            return
        }
        let words = split(parts[1], "=")
        guard words.count == 2, head.count == 2 else { return nil }
        self.init(
            group, series: series,
            row: Row(Self.unescapedName(words[0]), BreakdownValue(idText: words[1])))
    }

    private static func unescapedName(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isMarked = false
        for scalar in text.unicodeScalars {
            if isMarked {
                scalars.append(scalar == "e" ? "=" : scalar)
                isMarked = false
            } else if scalar == "~" {
                isMarked = true
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

extension ProfileElement.Group {
    init?(_ text: String) {
        switch text {
        case "set": self = .set
        case "all": self = .all
        default:
            guard text.hasPrefix("point-"), let number = Int(text.dropFirst(6)), number > 0 else {
                return nil
            }
            self = .point(number - 1)
        }
    }
}
