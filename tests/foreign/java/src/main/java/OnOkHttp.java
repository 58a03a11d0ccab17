// A room's socket with OkHttp and its default limits: says a line, and prints the peer's. tests/foreign/test_sockets.py
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

public class OnOkHttp {
    public static void main(String[] given) {
        String mine = given[2], theirs = given[3];
        Request request =
            new Request.Builder().url(given[0]).header("Authorization", "Bearer " + given[1]).build();
        new OkHttpClient().newWebSocket(request, new WebSocketListener() {
            @Override
            public void onMessage(WebSocket socket, String text) {
                if (text.startsWith("{\"type\":\"interview.snapshot\"")) {
                    socket.send("{\"type\":\"chat.send\",\"id\":\"okhttp-1\",\"data\":{\"text\":\"" + mine + "\"}}");
                } else if (text.startsWith("{\"type\":\"chat.message\"") && text.contains(theirs)) {
                    System.out.println(theirs);
                    System.exit(0);
                }
            }

            @Override
            public void onClosing(WebSocket socket, int code, String reason) {
                System.err.println(code + " " + reason);
                System.exit(1);
            }

            @Override
            public void onFailure(WebSocket socket, Throwable error, Response response) {
                error.printStackTrace();
                System.exit(1);
            }
        });
    }
}
