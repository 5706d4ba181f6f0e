/// What stands for tasks where there is one thread: each is done when it is added.
struct TaskGroup<Result> {
  private var results: [Result] = []

  mutating func addTask(_ work: () -> Result) { results.append(work()) }

  func reduce<Sum>(into start: Sum, _ add: (inout Sum, Result) -> Void) -> Sum { results.reduce(into: start, add) }
}

func withTaskGroup<Result, Sum>(of: Result.Type, _ body: (inout TaskGroup<Result>) -> Sum) -> Sum {
  var group = TaskGroup<Result>()
  return body(&group)
}
