// Serves telegram-test-api on a free port of loopback; prints the port, and for every line read
// the messages that it holds. Ends with its standard input.
const { createServer } = require("net");
const TelegramServer = require(process.argv[2]);

const probe = createServer().listen(0, "127.0.0.1", () => {
  const { port } = probe.address();
  probe.close(async () => {
    const server = new TelegramServer({ port, host: "127.0.0.1", storage: "RAM" });
    await server.start();
    console.log(port);
    process.stdin.on("data", () => console.log(JSON.stringify(server.storage.botMessages)));
    process.stdin.on("end", () => process.exit(0));
  });
});
