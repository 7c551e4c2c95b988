import Definitions
import Foundation
import Hummingbird
import Membership
import Metadata
import Operations

/// Whether users are in segments: from what is published, in memory.
///
/// `GET /segments/{id}/members/{user}` is mostly answered by `MemberHandler` before it comes here.
struct Members {
    let service: MembershipService
    let desks: ServingDesks
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/members/{user}", right: .checkMembership,
                "Whether a user is in a segment, from its published snapshot.",
                parameters: Self.pair, answers: [.json(Self.answer)], handle: one),
            Endpoint(
                .post, "/membership", right: .checkMembership,
                "Whether a user is in many segments, or many users in a segment, at one moment.",
                body: MembershipBatch.schema, bodyLimit: MembershipBatch.bodyLimit,
                answers: [.json(Self.batch)], problems: [404],
                handle: many),
            Endpoint(
                .get, "/segments/{id}/members/{user}/explain", right: .seePeople,
                "Why a user is in a segment or not, by its current definition and today's data.",
                parameters: Self.pair + [
                    .query("lang", .oneOf(["en", "ko"]), "Language of words.")
                ],
                answers: [.json(.object([], open: true))], problems: [422], handle: explain),
        ]
    }

    private static let pair: [Parameter] = [
        .path("id", .text, "A segment's id, or its name."),
        .path("user", .text, "A user's external id."),
    ]

    private static let state: [Schema.Property] = [
        .init("segment", .text), .init("version", .integer), .init("snapshot", .text),
        .init("data_date", .date), .init("stale", .boolean),
    ]

    private static let answer = Schema.object([.init("member", .boolean)] + state)

    private static let batch = Schema.object(
        [
            .init("user", .text, required: false),
            .init("answers", .list(answer), required: false),
            .init("members", .list(.boolean), required: false),
        ]
            + state.map { .init($0.name, $0.schema, required: false) })

    @Sendable func one(_ request: Request, context: ServerContext) async throws -> Response {
        let directory = try await service.loaded()
        let inputs = try Inputs(request, context)
        let place = try directory.published(try inputs.required("id"), at: nil)
        let user = try inputs.required("user")
        desks.note(directory.segments[place].id, try context.requireCaller())
        return .json(
            directory.answer(
                place, isMember: directory.contains(place, user: user.utf8.span),
                now: configuration.now()))
    }

    @Sendable func many(_ request: Request, context: ServerContext) async throws -> Response {
        let batch = try MembershipBatch(try await request.json(upTo: MembershipBatch.bodyLimit))
        let directory = try await service.loaded()
        let (answer, asked) = try batch.answer(from: directory, now: configuration.now())
        let caller = try context.requireCaller()
        for (segment, calls) in asked { desks.note(segment, caller, calls: calls) }
        return .json(text: answer)
    }

    @Sendable func explain(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.segment(named: try inputs.required("id"))
        do {
            return .json(
                try await SegmentInsights(configuration: configuration).explanation(
                    of: inputs.required("user"), in: segment, space, request.language, context))
        } catch let error as OperationError {
            throw Problem(.unprocessableContent, "not_explained", error.description)
        }
    }
}

extension SegmentSpace {
    /// Throws a problem where there is none.
    func segment(named reference: String) async throws -> SegmentRecord {
        do {
            return try await find(reference)
        } catch let error as OperationError {
            throw Problem(.notFound, "unknown_segment", error.description)
        }
    }
}

extension ServedDirectory {
    /// The place of a segment whose set is served; throws a problem where there is none. `pointer`: where
    /// the request's JSON names it.
    func published(_ reference: String, at pointer: String?) throws(Problem) -> Int {
        guard let place = place(of: reference) else {
            let nearest = nearestName(to: reference, among: segments.map(\.name))
            throw Problem(
                .notFound, "unknown_segment",
                "There is no segment '\(reference)'"
                    + (nearest.map { "; did you mean '\($0)'?" } ?? ".")
                    + " GET /api/v1/segments lists them.", at: pointer)
        }
        guard isPublished(place) else {
            throw Problem(
                .notFound, "not_published",
                "The segment '\(segments[place].name)' (\(segments[place].id)) has no published "
                    + "snapshot: run it and publish the snapshot.", at: pointer)
        }
        return place
    }

    func answer(_ place: Int, isMember: Bool, now: Int64) -> JSONValue {
        .object([.init("member", .boolean(isMember))] + state(place, now: now))
    }

    /// What every answer says about the published snapshot.
    func state(_ place: Int, now: Int64) -> [JSONValue.Member] {
        let segment = segments[place]
        guard let published = segment.published else { return [] }
        return [
            .init("segment", .string(String(segment.id))),
            .init("version", .integer(Int64(published.version))),
            .init("snapshot", .string(String(published.snapshot))),
            .init("data_date", .string(published.dataDate)),
            .init("stale", .boolean(published.isStale(at: now))),
        ]
    }
}
