import Definitions
import Hummingbird
import Operations

extension ServerContext {
    /// What operations on destinations and deliveries stand on, now, for whoever asks.
    func deliveries(_ configuration: Server.Configuration) throws(Problem) -> DeliverySpace {
        DeliverySpace(
            segments: try space(configuration), sender: configuration.sender,
            dropFolder: configuration.dropFolder)
    }
}

extension Inputs {
    /// The revision that a change is made from; throws a problem where `found` is another one.
    func revision(matching found: Int) throws(Problem) -> Int? {
        let expected = try expectedRevision()
        guard expected == nil || expected == found else {
            throw .changedMeanwhile(now: found)
        }
        return expected
    }
}

extension Response {
    /// The same with another status.
    func with(_ status: HTTPResponse.Status) -> Response {
        var response = self
        response.status = status
        return response
    }
}
