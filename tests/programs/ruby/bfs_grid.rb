grid = ["S.#.", "..#.", "...E"]
queue = [[0, 0, 0]]
seen = { [0, 0] => true }
until queue.empty?
  r, c, d = queue.shift
  if grid[r][c] == "E"
    puts "steps #{d}"
    break
  end
  [[1, 0], [-1, 0], [0, 1], [0, -1]].each do |dr, dc|
    nr, nc = r + dr, c + dc
    next if nr.negative? || nc.negative? || nr >= 3 || nc >= 4 || grid[nr][nc] == "#" || seen[[nr, nc]]
    seen[[nr, nc]] = true
    queue << [nr, nc, d + 1]
  end
end
