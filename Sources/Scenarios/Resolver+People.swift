import BillingCore
import Simulation

extension Resolver {
  /// A segment with all its defaults.
  func segment(_ segment: Segment) -> JSONNode {
    let arrivals = segment.arrivals
    let isDrawn = segment.book == nil
    return .object([
      ("book", segment.book.map { .text($0.path) }), ("accounts", isDrawn ? .number(segment.accounts) : nil),
      (
        "arrivals",
        .object([
          ("perDay", .real(arrivals.perDay)), ("growthPerYear", .real(arrivals.growthPerYear)),
          ("months", factors(arrivals.months)),
        ])
      ),
      ("ageDays", isDrawn ? distribution(segment.ageDays) : nil),
      (
        "opening",
        !isDrawn
          ? nil
          : .object([
            ("prepaidCash", distribution(segment.opening.prepaidCash)), ("debtShare", .real(segment.opening.debtShare)),
            ("idleShare", .real(segment.opening.idleShare)),
          ])
      ),
      ("units", isDrawn ? byService(segment.units) { distribution($0) } : nil),
      (
        "signIns",
        .object([
          ("employee", distribution(segment.signIns.employee)),
          ("administrator", distribution(segment.signIns.administrator)),
          ("weekdays", factors(segment.signIns.weekdays)),
        ])
      ),
      (
        "usage",
        byService(segment.usage) { usage in
          .object([
            ("perDay", distribution(usage.perDay)), ("weekdays", factors(usage.weekdays)),
            ("months", factors(usage.months)), ("growthPerYear", .real(usage.growthPerYear)),
          ])
        }
      ),
      (
        "idleness",
        .object([
          ("startsPerDay", distribution(segment.idleness.startsPerDay)), ("days", distribution(segment.idleness.days)),
          ("leaves", .real(segment.idleness.leaves)), ("switchesOff", .real(segment.idleness.switchesOff)),
        ])
      ),
      ("topUps", topUps(segment.topUps)), ("cancelsDeletion", .real(segment.cancelsDeletion)),
      ("restores", .real(segment.restores)), ("requestsDeletion", .real(segment.requestsDeletion)),
    ])
  }

  private func topUps(_ topUps: Segment.TopUps) -> JSONNode {
    let stages = zip(Stage.allCases, topUps.inDebt).map { ($0.word, Optional(distribution($1))) }
    let months = zip(topUps.months, topUps.monthWeights).map { ("\($0)", Optional(JSONNode.real($1))) }
    let methods = zip(PaymentMethod.allCases, topUps.methodWeights).map { ($0.word, Optional(JSONNode.real($1))) }
    return .object([
      ("inDebt", .object(stages + [("noticed", distribution(topUps.noticed))])),
      (
        "inAdvance",
        .object([
          ("perDay", distribution(topUps.inAdvance)),
          ("whenMonthsLeftBelow", JSONNode(.number(decimalText(topUps.whenMonthsLeftBelow, decimals: 6)))),
        ])
      ),
      (
        "rhythm",
        topUps.rhythm.map { rhythm in
          .object([
            ("perDay", distribution(rhythm.perDay)), ("amount", distribution(rhythm.amount)),
            ("giveUp", distribution(rhythm.giveUp)),
          ])
        } ?? .text("none")
      ),
      ("months", .object(months)), ("bonusResponse", distribution(topUps.bonusResponse)),
      ("declined", .real(topUps.declined)), ("retries", .real(topUps.retries)), ("methods", .object(methods)),
    ])
  }

  private func byService<Value>(_ values: [ServiceIndex: Value], _ node: (Value) -> JSONNode) -> JSONNode {
    .object(scenario.policies.services.enumerated().map { ($1.name, values[$0].map(node)) })
  }

  private func factors(_ factors: [Double]) -> JSONNode { .list(factors.map { .real($0) }) }

  private func distribution(_ distribution: Distribution) -> JSONNode {
    func of(_ name: String, _ parameters: (String, Double)...) -> JSONNode {
      .object([(name, .object(parameters.map { ($0.0, .real($0.1)) }))])
    }
    switch distribution {
    case .constant(let value): return .real(value)
    case .uniform(let low, let high): return .object([("uniform", .list([.real(low), .real(high)]))])
    case .normal(let mean, let sd): return of("normal", ("mean", mean), ("sd", sd))
    case .lognormal(let median, let sigma): return of("lognormal", ("median", median), ("sigma", sigma))
    case .exponential(let mean): return of("exponential", ("mean", mean))
    case .gamma(let mean, let shape): return of("gamma", ("mean", mean), ("shape", shape))
    case .beta(let a, let b): return of("beta", ("a", a), ("b", b))
    case .weibull(let scale, let shape): return of("weibull", ("scale", scale), ("shape", shape))
    case .gammaGamma(let p, let q, let v): return of("gammaGamma", ("p", p), ("q", q), ("v", v))
    case .poisson(let mean): return .object([("poisson", .real(mean))])
    case .negativeBinomial(let mean, let dispersion):
      return of("negativeBinomial", ("mean", mean), ("dispersion", dispersion))
    case .geometric(let mean): return of("geometric", ("mean", mean))
    case .choice(let values, let weights):
      let members = zip(values, weights).map {
        (JSONNode.realText($0), Optional(JSONNode.real($1)))
      }
      return .object([("choice", .object(members))])
    case .clamped(let inner, let low, let high):
      guard case .object(let members) = self.distribution(inner).value else { return self.distribution(inner) }
      return .object(
        members.map { ($0.key, Optional($0.node)) } + [("min", low.map { .real($0) }), ("max", high.map { .real($0) })])
    }
  }
}

// MARK: Scripted accounts

extension Resolver {
  /// A scripted account with the state that it begins with.
  func account(_ account: ScriptedAccount) -> JSONNode {
    var members: [(String, JSONNode?)]
    switch account.beginning {
    case .created(let day, let units):
      members = [("created", .text(day.description)), ("units", quantities(units, metered: false))]
    case .opening(let state):
      members = [
        ("created", .text(state.created.description)), ("prepaidCash", money(state.prepaidCash)),
        ("prepaidBonus", state.grants.isEmpty ? money(state.prepaidBonus) : nil),
        ("grants", state.grants.isEmpty ? nil : .list(state.grants.map(grant))),
        ("deferred", state.deferred.map(money)), ("debt", money(state.debt)),
        ("debtSince", state.debtSince.map { .text($0.description) }),
        ("lastActivity", .text(state.lastActivity.description)), ("blocked", JSONNode(.bool(state.isBlocked))),
        ("units", quantities(state.units, metered: false)), ("used", quantities(state.used, metered: true)),
        ("deletion", state.deletion.map(deletion)),
      ]
    }
    members.append(("timeline", .list(account.entries.map(entry))))
    return .object(members)
  }

  private func quantities(_ values: [Int], metered: Bool) -> JSONNode {
    .object(
      zip(scenario.policies.services, values).filter { $0.0.isMetered == metered }.map { ($0.name, .number($1)) })
  }

  private func grant(_ grant: OpeningState.Grant) -> JSONNode {
    .object([("amount", money(grant.amount)), ("lapsesOn", .text(grant.lapsesOn?.description ?? "never"))])
  }

  private func deletion(_ notice: DeletionNotice) -> JSONNode {
    .object([
      ("noticedOn", .text(notice.noticedOn.description)), ("due", .text(notice.due.description)),
      ("kind", .text(notice.kind.word)),
    ])
  }

  private func entry(_ entry: ScriptedAccount.Entry) -> JSONNode {
    let note = entry.note.map { JSONMember("note", .text($0)) }
    guard case .object(let members) = written(entry).value else { preconditionFailure("an entry is an object") }
    return JSONNode(.object(members + [note].compactMap { $0 }))
  }

  private func written(_ entry: ScriptedAccount.Entry) -> JSONNode {
    let on: (String, JSONNode?) = ("on", .text(entry.day.description))
    switch entry.deed {
    case .expect(let expectation): return .object([on, ("expect", self.expectation(expectation))])
    case .expectAtEnd(let expectation): return .object([on, ("expectAtEnd", self.expectation(expectation))])
    case .command(let command):
      let services = scenario.policies.services
      func payment(_ amount: Money, _ role: Role, _ method: PaymentMethod) -> JSONNode {
        .object([on, (command.word, money(amount)), ("method", .text(method.word)), ("by", .text(role.word))])
      }
      switch command {
      case .topUp(let amount, let role, let method), .topUpDeclined(let amount, let role, let method):
        return payment(amount, role, method)
      case .signIn(let role): return .object([on, (command.word, .text(role.word))])
      case .use(let quantity, let service):
        return .object([on, (command.word, .object([(services[service].name, .number(quantity))]))])
      case .set(let service, let units):
        return .object([on, (command.word, .object([(services[service].name, .number(units))]))])
      case .requestDeletion, .cancelDeletion, .restore: return .object([on, (command.word, JSONNode(.bool(true)))])
      }
    }
  }

  private func expectation(_ expectation: Expectation) -> JSONNode {
    .object(expectation.claims.map { ($0.fact.key, $0.fact.json(in: currency)) })
  }
}
