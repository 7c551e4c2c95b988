import ArgumentParser
import Definitions
import Metadata
import Operations

extension Listing {
    /// Deliveries, one a row.
    static func deliveries(_ deliveries: [DeliveryRecord], isList: Bool) -> Listing {
        Listing(
            columns: [
                .number("id"), "name", .number("segment"), .number("destination"), "mode",
                "schedule", .number("held out"), "state",
            ],
            rows: deliveries.map { delivery in
                [
                    "\(delivery.id)", delivery.name, "\(delivery.segment)",
                    "\(delivery.destination)", delivery.mode.rawValue,
                    delivery.schedule?.rendered() ?? "by hand",
                    delivery.holdoutShare == 0 ? "" : "\(delivery.holdoutShare * 100) %",
                    delivery.isPaused ? "paused" : "active",
                ]
            },
            json: isList ? .array(deliveries.map(\.json)) : deliveries.first?.json ?? .null,
            empty: "No deliveries.")
    }
}

/// `cxm delivery list`
struct DeliveryListCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List deliveries.")

    @Option(help: "Only those of this segment, by id or name.")
    var segment: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        var id: Int64?
        if let segment { id = try await space.segments.find(segment).id }
        return .deliveries(try await space.metadata.deliveries(of: id), isList: true)
    }
}

/// `cxm delivery show DELIVERY`
struct DeliveryShowCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one delivery.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        .deliveries([try await space.findDelivery(delivery)], isList: false)
    }
}

/// `cxm delivery save FILE.json`
struct DeliverySaveCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Add a delivery, or replace one.")

    @Argument(help: "A file with the delivery as JSON, or - for standard input.")
    var file: String
    @Option(help: "The delivery to replace, by id or name; without it, a new one.")
    var over: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let json = try JSONValue(parsing: TextInput.read(file))
        let save = SaveDelivery(space)
        guard let over else { return .deliveries([try await save(json)], isList: false) }
        let found = try await space.findDelivery(over)
        return .deliveries([try await save(json, replacing: found)], isList: false)
    }
}

/// `cxm delivery remove DELIVERY`
struct DeliveryRemoveCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a delivery with its history.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        try await SaveDelivery(space).remove(found)
        return .deliveries([found], isList: false)
    }
}

/// `cxm delivery pause DELIVERY`
struct DeliveryPauseCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Send nothing until it is resumed.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        return .deliveries([try await SaveDelivery(space).pause(found)], isList: false)
    }
}

/// `cxm delivery resume DELIVERY`
struct DeliveryResumeCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Send again; a run that was stopped goes on.")

    @Argument(help: "A delivery's id or name.")
    var delivery: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDelivery(delivery)
        return .deliveries([try await SaveDelivery(space).resume(found)], isList: false)
    }
}
