import Definitions
import Jobs
import Metadata
import Secrets

/// What people write of a delivery.
///
///     {"name": "Winback push", "segment": "12", "destination": "3", "schedule": {"daily": "07:00"},
///      "mode": "delta", "batch_size": 1000, "holdout": {"share": 0.1}, "fields": {…}}
enum DeliveryDraft {
    static let names = [
        "name", "segment", "destination", "schedule", "mode", "batch_size", "fields", "holdout",
        "paused",
    ]

    /// What is absent is as in a new delivery; the holdout's salt as it was `before`.
    static func parse(
        _ reader: JSONReader, before: DeliveryRecord
    ) throws(DefinitionError) -> DeliveryRecord {
        try reader.allow(names)
        var draft = before
        draft.name = try reader.member("name").title()
        draft.segment = try id(reader.member("segment"))
        draft.destination = try id(reader.member("destination"))
        draft.schedule = nil
        if let schedule = try reader.optional("schedule") {
            draft.schedule = try Schedule(schedule).json
        }
        draft.mode = try reader.optional("mode")?.choice(DeliveryRecord.Mode.self) ?? .delta
        draft.batchSize = Int(try reader.optional("batch_size")?.integer(in: 1...50_000) ?? 1000)
        draft.fields = .object([])
        if let fields = try reader.optional("fields") {
            draft.fields = try DeliveryFields(fields).json
        }
        draft.isPaused = try reader.optional("paused")?.boolean() ?? false
        try holdout(reader, &draft)
        return draft
    }

    private static func id(_ reader: JSONReader) throws(DefinitionError) -> Int64 {
        let text = try reader.string()
        guard let id = Int64(text), id > 0 else {
            throw DefinitionError(
                .wrongType, at: reader.pointer, "'\(text)' is no id; write it like \"12\".")
        }
        return id
    }

    private static func holdout(
        _ reader: JSONReader, _ draft: inout DeliveryRecord
    ) throws(DefinitionError) {
        draft.holdoutShare = 0
        if draft.holdoutSalt.isEmpty {
            draft.holdoutSalt = String(SecretToken().text.prefix(16))
        }
        guard let holdout = try reader.optional("holdout") else { return }
        try holdout.allow(["share", "salt"])
        let share = try holdout.member("share")
        switch share.value {
        case .integer(0): draft.holdoutShare = 0
        case .number(let number) where number >= 0 && number < 1: draft.holdoutShare = number
        default:
            throw DefinitionError(
                .outOfRange, at: share.pointer,
                "The share of users who are held out is from 0 to below 1, such as 0.1.")
        }
        if let salt = try holdout.optional("salt") { draft.holdoutSalt = try salt.title() }
    }
}
