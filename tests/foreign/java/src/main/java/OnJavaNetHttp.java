// A room's socket with java.net.http: says a line, and prints the peer's. tests/foreign/test_sockets.py
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

public class OnJavaNetHttp {
    public static void main(String[] given) throws Exception {
        String mine = given[2], theirs = given[3];
        WebSocket.Listener listener = new WebSocket.Listener() {
            private final StringBuilder whole = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
                whole.append(piece);
                if (last) {
                    String text = whole.toString();
                    whole.setLength(0);
                    if (text.startsWith("{\"type\":\"interview.snapshot\"")) {
                        String data = "\"data\":{\"text\":\"" + mine + "\"}";
                        socket.sendText("{\"type\":\"chat.send\",\"id\":\"java-1\"," + data + "}", true);
                    } else if (text.startsWith("{\"type\":\"chat.message\"") && text.contains(theirs)) {
                        System.out.println(theirs);
                        System.exit(0);
                    }
                }
                socket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                System.err.println(code + " " + reason);
                System.exit(1);
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable error) {
                error.printStackTrace();
                System.exit(1);
            }
        };
        HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + given[1])
            .buildAsync(URI.create(given[0]), listener).join();
        new CountDownLatch(1).await();
    }
}
