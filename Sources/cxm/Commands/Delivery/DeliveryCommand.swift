import ArgumentParser
import Metadata
import Operations

/// `cxm delivery …`
struct DeliveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract: "Send segments to destinations, by a schedule or now; see what became of it.",
        subcommands: [
            DeliveryListCommand.self, DeliveryShowCommand.self, DeliverySaveCommand.self,
            DeliveryRemoveCommand.self, DeliveryDryRunCommand.self, DeliveryRunCommand.self,
            DeliveryPauseCommand.self, DeliveryResumeCommand.self, DeliveryRunsCommand.self,
            DeliveryErrorsCommand.self, DeliveryHoldoutCommand.self,
        ])
}

/// `cxm destination …`
struct DestinationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destination", abstract: "Say where segments are sent.",
        subcommands: [
            DestinationListCommand.self, DestinationShowCommand.self,
            DestinationSaveCommand.self, DestinationRemoveCommand.self,
            DestinationSecretCommand.self, DestinationTestCommand.self,
        ])
}

/// A command on destinations or deliveries whose answer is a listing.
protocol DeliveryTask: Command {
    var options: SegmentOptions { get }
    func listing(_ space: DeliverySpace) async throws -> Listing
}

extension DeliveryTask {
    var homeOptions: HomeOptions { options.homeOptions }

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.deliveries()
        Terminal.write(try await listing(space).text(options.format))
        await space.metadata.close()
    }
}
