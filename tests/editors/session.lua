-- A session of a real editor, Neovim without a window, with the program as its language server: a problem is told, an entry completed
-- and hovered over, a fix made and an id given another name everywhere, in Arabic and in English. Neovim's own client speaks and edits.
--
--   PROGRAM=bayan DESK=folder nvim --headless --clean -n -c 'luafile tests/editors/session.lua'
--
-- The folder is a new project (`bayan new DESK --kind briefing --languages ar,en`). Ends with 1 where something is not as it should be.

local program, desk = vim.env.PROGRAM, vim.env.DESK
local UNIT = "utf-16"
local checks = 0

local function check(is_so, what, seen)
  checks = checks + 1
  if not is_so then
    error(what .. (seen and ": " .. vim.inspect(seen) or ""), 0)
  end
end

local function wait(what, is_so)
  check(vim.wait(60000, is_so, 50), what .. " never came")
end

local function read(name)
  return table.concat(vim.fn.readfile(desk .. "/" .. name), "\n")
end

local LANGUAGES = {
  ar = {
    page = { "---", "title: جديد", "weight: 30", "---", "", "سطر أول, وفيه كلام 😀 ." },
    mended = "سطر أول، وفيه كلام 😀 .",
    typed = "العدد [](fact:الزيارة",
    is_own = function(text) return text:find("[\216-\219]") ~= nil end,
    from = "wells-dry",
    to = "dry",
  },
  en = {
    page = { "---", "title: New", "weight: 30", "---", "", "A first  line with 😀 words." },
    mended = "A first line with 😀 words.",
    typed = "It is [](fact:no water",
    is_own = function(text) return text:find("[\216-\219]") == nil end,
    from = "dry",
    to = "wells-dry",
  },
}

-- Opens a file for the server; the number of its buffer.
local function open(client, name)
  vim.cmd("edit " .. vim.fn.fnameescape(desk .. "/" .. name))
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

-- What the server answers about the place of the cursor.
local function ask(buffer, method, more)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(0, UNIT), more or {})
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
  local _, answer = next(answers or {})
  check(answer and answer.result, method .. " has an answer", answer)
  return answer.result
end

local function session(tag)
  local own = LANGUAGES[tag]
  local client = vim.lsp.start_client({
    name = "bayan-" .. tag,
    cmd = { program, "lsp", "--no-pdf" },
    root_dir = desk,
    workspace_folders = { { uri = vim.uri_from_fname(desk), name = "desk" } },
    before_init = function(params) params.locale = tag end,
  })
  local name = "content/water/new." .. tag .. ".md"
  vim.fn.writefile(own.page, desk .. "/" .. name)
  local page = open(client, name)
  wait("a problem", function() return #vim.diagnostic.get(page) > 0 end)
  for _, problem in ipairs(vim.diagnostic.get(page)) do
    check(own.is_own(problem.message:gsub("`[^`]*`", "")), "a message in the language of the editor", problem.message)
  end

  vim.api.nvim_win_set_cursor(0, { 6, 10 })
  local range = { start = { line = 5, character = 0 }, ["end"] = { line = 5, character = 20 } }
  local actions = ask(page, "textDocument/codeAction", { range = range, context = { diagnostics = {} } })
  local fix = vim.tbl_filter(function(action) return action.isPreferred end, actions)[1]
  check(fix and fix.edit and own.is_own(fix.title:gsub("`[^`]*`", "")), "a fix with its title", actions)
  vim.lsp.util.apply_workspace_edit(fix.edit, UNIT)
  check(vim.api.nvim_buf_get_lines(page, 5, 6, true)[1] == own.mended, "the line is mended", vim.api.nvim_buf_get_lines(page, 5, 6, true))

  vim.api.nvim_buf_set_lines(page, -1, -1, true, { "", own.typed })
  vim.api.nvim_win_set_cursor(0, { 8, #own.typed })
  vim.cmd("startinsert!")
  local list = ask(page, "textDocument/completion", { position = { line = 7, character = vim.str_utfindex(own.typed) } })
  local item = list.items[1]
  check(#list.items == 1 and item.label == own.from, "an entry is found by its title", list.items)
  vim.lsp.util.apply_text_edits({ item.textEdit }, page, UNIT)
  local line = vim.api.nvim_buf_get_lines(page, 7, 8, true)[1]
  check(line:sub(1, #line):find("%(fact:" .. own.from:gsub("%-", "%%-")) ~= nil, "and completed", line)
  vim.cmd("stopinsert")
  -- A text that is not saved changes with the others.
  vim.api.nvim_buf_set_lines(page, 7, 8, true, { "[](fact:" .. own.from .. ")" })

  local facts = open(client, "content/water/facts.yaml")
  local at = vim.fn.search("^" .. own.from .. ":")
  check(at > 0, "the fact is there")
  vim.api.nvim_win_set_cursor(0, { at, 1 })
  local hover = ask(facts, "textDocument/hover")
  check(hover.contents.value:find("آبار") and hover.contents.value:find("wells"), "both languages of the fact", hover)

  vim.lsp.util.apply_workspace_edit(ask(facts, "textDocument/rename", { newName = own.to }), UNIT)
  vim.cmd("silent wall")
  for _, file in ipairs({ "facts.yaml", "wells.ar.md", "wells.en.md", "_index.ar.md", "_index.en.md", "new." .. tag .. ".md" }) do
    local text = read("content/water/" .. file)
    local is_gone = not text:find("fact:" .. own.from .. ")", 1, true) and not ("\n" .. text):find("\n" .. own.from .. ":", 1, true)
    check(text:find(own.to, 1, true) and is_gone, file .. " has the new id", text)
  end
  vim.lsp.stop_client(client)
  wait("the end of the server", function() return vim.lsp.client_is_stopped(client) end)
end

local fine, why = pcall(function()
  for _, tag in ipairs({ "ar", "en" }) do
    session(tag)
  end
end)
if fine then
  io.stdout:write(("Neovim %s: %d checks\n"):format(tostring(vim.version().major .. "." .. vim.version().minor), checks))
  vim.cmd("qall!")
else
  io.stderr:write("WRONG: " .. tostring(why) .. "\n")
  vim.cmd("cquit 1")
end
