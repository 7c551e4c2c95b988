/// One set of users that a flow's result names.
///
///     arrived-1=/pay          users who came to `/pay` at step 1
///     exited-1=/pay           users whose path ended there
///     went-0=/home=/pay       users who went from `/home` at step 0 to `/pay` at step 1
///     arrived-1@1=~other      in the second series, at any value that is not shown
///
/// In a value `~` is written `~0` and `=` is written `~1`.
package struct FlowElement: Hashable, Sendable {
    package enum Group: Hashable, Sendable {
        case arrived(FlowLabel)
        case exited(FlowLabel)
        case went(from: FlowLabel, to: FlowLabel)
    }

    package let group: Group
    /// 0 for the first step.
    package let step: Int
    /// 0 for the first series.
    package let series: Int

    package init(_ group: Group, step: Int, series: Int = 0) {
        self.group = group
        self.step = step
        self.series = series
    }

    package var id: String {
        let place = series > 0 ? "\(step)@\(series)" : "\(step)"
        return switch group {
        case .arrived(let label): "arrived-\(place)=\(Self.escaped(label))"
        case .exited(let label): "exited-\(place)=\(Self.escaped(label))"
        case .went(let from, let to):
            "went-\(place)=\(Self.escaped(from))=\(Self.escaped(to))"
        }
    }

    /// Reads an id and checks it against the flow that it belongs to.
    package init(id: String, of flow: Flow) throws(DefinitionError) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(separator: "=", omittingEmptySubsequences: false)
            .map { String($0) }
        let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let head = place[0].split(separator: "-", maxSplits: 1)
        let series = place.count == 2 ? Int(place[1]) : 0
        let labels = parts.dropFirst().compactMap(Self.label)
        guard head.count == 2, let step = Int(head[1]), step >= 0, step < flow.steps,
            labels.count == parts.count - 1, let series,
            flow.scope.segments.indices.contains(series),
            let group = Self.group(String(head[0]), labels),
            step == 0 ? group.canBegin(flow) : true, step + group.length <= flow.steps
        else { throw Self.unknown(id, flow) }
        self.init(group, step: step, series: series)
    }

    private static func group(_ name: String, _ labels: [FlowLabel]) -> Group? {
        switch (name, labels.count) {
        case ("arrived", 1): .arrived(labels[0])
        case ("exited", 1): .exited(labels[0])
        case ("went", 2): .went(from: labels[0], to: labels[1])
        default: nil
        }
    }

    private static func escaped(_ label: FlowLabel) -> String {
        guard case .value(let text) = label else { return "~other" }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "~": scalars.append(contentsOf: "~0".unicodeScalars)
            case "=": scalars.append(contentsOf: "~1".unicodeScalars)
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// Nil where a `~` stands before something else than 0 or 1.
    private static func label(_ text: String) -> FlowLabel? {
        if text.utf8.elementsEqual("~other".utf8) { return .other }
        var scalars = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                guard scalar == "0" || scalar == "1" else { return nil }
                scalars.append(scalar == "0" ? "~" : "=")
                isEscaped = false
            } else if scalar == "~" {
                isEscaped = true
            } else {
                scalars.append(scalar)
            }
        }
        return isEscaped ? nil : .value(String(scalars))
    }

    private static func unknown(_ id: String, _ flow: Flow) -> DefinitionError {
        let label = FlowLabel.value(flow.anchorLabel ?? "VALUE")
        let known: [Group] = [.arrived(label), .exited(label), .went(from: label, to: .other)]
        return .unknownName(
            id, kind: "element", at: "/element", known: known.map { FlowElement($0, step: 0).id })
    }
}

extension FlowElement.Group {
    /// How many steps the group needs.
    fileprivate var length: Int {
        if case .went = self { 2 } else { 1 }
    }

    /// Whether the group can stand at step 0: paths that are pinned have nothing else there.
    fileprivate func canBegin(_ flow: Flow) -> Bool {
        guard let anchor = flow.anchorLabel else { return true }
        switch self {
        case .arrived(let label), .exited(let label), .went(let label, _):
            if case .value(let text) = label { return text.utf8.elementsEqual(anchor.utf8) }
            return false
        }
    }
}
