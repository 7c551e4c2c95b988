extension Flow {
    /// Refuses options that cannot hold together.
    func refuseContradictions() throws(DefinitionError) {
        guard let anchorLabel else { return }
        try refuseRenamed(anchorLabel)
        for (index, label) in hidden.enumerated() where label.utf8.elementsEqual(anchorLabel.utf8) {
            throw DefinitionError(
                .contradiction, at: "/hide/\(index)",
                "'\(label)' is where all paths are pinned; hide another, or pin them elsewhere.")
        }
    }

    /// Paths are pinned at a label; a value that the rules rename is none.
    private func refuseRenamed(_ anchor: String) throws(DefinitionError) {
        var visible = self
        visible.hidden = []
        let isLabel = rules.contains { $0.label.utf8.elementsEqual(anchor.utf8) }
        guard !isLabel, let label = FlowLabels(visible).label(of: anchor),
            !label.utf8.elementsEqual(anchor.utf8)
        else { return }
        throw DefinitionError(
            .contradiction, at: "/anchor/value",
            "The rules show '\(anchor)' as '\(label)'; pin the paths at '\(label)', or change the "
                + "rules.")
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        switch subject {
        case .page: break
        case .property(let name):
            let property = try schema.property(name, at: "/by/property")
            guard property.type == .text else {
                throw DefinitionError(
                    .wrongType, at: "/by/property",
                    "Paths follow a text; '\(name)' is \(property.type.rawValue).")
            }
        case .event:
            let labels = FlowLabels(self)
            let known = Set(schema.events.compactMap { labels.label(of: $0) })
            guard let anchorLabel, !known.contains(anchorLabel) else { return }
            throw .unknownName(
                anchorLabel, kind: "event", at: "/anchor/value", known: known.sorted())
        }
    }
}
