package import Definitions
package import Metadata

/// Adds, changes and removes deliveries.
///
///     let saved = try await SaveDelivery(space)(json)
package struct SaveDelivery: Sendable {
    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    package func callAsFunction(_ json: JSONValue) async throws -> DeliveryRecord {
        let draft = try DeliveryDraft.parse(
            JSONReader(json),
            before: DeliveryRecord(name: "", segment: 0, destination: 0, owner: space.actor))
        try await check(draft)
        let saved = try await space.metadata.create(draft, at: space.now)
        try await noteChange("save", saved)
        return saved
    }

    /// Replaces what people write of a delivery. `expecting`: the revision that the change was made
    /// from; nil: whatever it is. Another destination has nothing of what was delivered before.
    package func callAsFunction(
        _ json: JSONValue, replacing found: DeliveryRecord, expecting revision: Int? = nil
    ) async throws -> DeliveryRecord {
        var draft = try DeliveryDraft.parse(JSONReader(json), before: found)
        draft.revision = revision ?? found.revision
        try await check(draft)
        try await refusePersonalData(draft, before: found)
        guard
            draft.destination == found.destination && draft.segment == found.segment
                || found.deliveredRun == nil
        else {
            throw DefinitionError(
                .contradiction,
                at: draft.segment == found.segment ? "/destination" : "/segment",
                "Users were delivered already; make a new delivery for another segment or destination, "
                    + "and remove this one.")
        }
        let saved = try await space.metadata.update(draft, at: space.now)
        try await noteChange("save", saved)
        return saved
    }

    package func remove(_ delivery: DeliveryRecord) async throws {
        try await space.metadata.removeDelivery(delivery.id)
        DeliveryFiles(space.home, delivery.id).removeAll()
        try await noteChange("remove", delivery)
    }

    /// Nothing is sent while it is paused; a run at work stops after the batch at hand.
    package func pause(_ delivery: DeliveryRecord) async throws -> DeliveryRecord {
        let saved = try await space.metadata.setPaused(true, of: delivery.id, at: space.now)
        try await noteChange("pause", saved)
        return saved
    }

    /// Sends again by its schedule; a run that was stopped goes on at once.
    package func resume(_ delivery: DeliveryRecord) async throws -> DeliveryRecord {
        let saved = try await space.metadata.setPaused(false, of: delivery.id, at: space.now)
        try await noteChange("resume", saved)
        if try await space.metadata.openDeliveryRun(of: delivery.id) != nil {
            _ = try await StartDelivery(space)(saved, resumesOnly: true)
        }
        return saved
    }

    /// What the store cannot check by itself.
    private func check(_ draft: DeliveryRecord) async throws {
        guard let segment = try await space.metadata.segment(draft.segment),
            segment.status != .archived
        else {
            throw DefinitionError(
                .unknownName, at: "/segment",
                "There is no segment \(draft.segment) in use; 'cxm segment list' names them.")
        }
        guard let destination = try await space.metadata.destination(draft.destination) else {
            throw DefinitionError(
                .unknownName, at: "/destination",
                "There is no destination \(draft.destination); 'cxm destination list' names them.")
        }
        let fields = try DeliveryFields(JSONReader(draft.fields))
        try await check(fields)
        guard destination.kind == .folder else { return }
        let others = fields.fields.filter {
            if case .change = $0.source { return false }
            return $0.source != .user
        }
        guard others.isEmpty else {
            throw DefinitionError(
                .contradiction, at: "/fields/\(others[0].name)",
                "Files hold users only, one file a change; leave the other fields out.")
        }
    }

    private func check(_ fields: DeliveryFields) async throws {
        guard !fields.attributes.isEmpty else { return }
        let catalogue = try await space.segments.catalogue()
        for (field, name) in fields.attributes where catalogue.attribute(name) == nil {
            throw DefinitionError.unknownName(
                name, kind: "attribute", at: "/fields/\(field)/attribute",
                known: catalogue.attributeNames)
        }
    }

    /// A delivery sends what its owner may see: nobody who may see less says what, or whom, or where.
    private func refusePersonalData(
        _ draft: DeliveryRecord, before found: DeliveryRecord
    ) async throws {
        let personal =
            try await space.personalFields(of: draft) + space.personalFields(of: found)
        guard let field = personal.first, try await space.seesPersonalData(found.owner),
            try await !space.seesPersonalData(space.actor)
        else { return }
        throw DefinitionError(
            .contradiction, at: "/fields/\(field)",
            "The delivery of \(found.owner) sends personal data: it is changed by somebody with the right "
                + "'see_personal_data'. Make a new delivery for what is without them.")
    }

    private func noteChange(_ action: String, _ delivery: DeliveryRecord) async throws {
        try await space.audit(
            "delivery." + action, "delivery/\(delivery.id)",
            [
                "name": .string(delivery.name), "segment": .string(String(delivery.segment)),
            ])
        try await space.segments.planWork()
    }
}
