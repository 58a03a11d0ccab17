#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

class Shape {
public:
    explicit Shape(std::string name) : name_(std::move(name)) { ++count; }
    virtual ~Shape() { std::cout << "~" << name_ << "\n"; --count; }
    virtual double area() const = 0;
    const std::string& name() const { return name_; }
    static int count;

private:
    std::string name_;
};
int Shape::count = 0;

class Circle final : public Shape {
    double r;

public:
    explicit Circle(double r) : Shape("circle"), r(r) {}
    double area() const override { return M_PI * r * r; }
};

class Rectangle : public Shape {
protected:
    double w, h;

public:
    Rectangle(double w, double h, std::string name = "rectangle") : Shape(std::move(name)), w(w), h(h) {}
    double area() const override { return w * h; }
    bool operator<(const Rectangle& other) const { return area() < other.area(); }
    friend std::ostream& operator<<(std::ostream& out, const Rectangle& one) { return out << one.w << "x" << one.h; }
};

class Square : public Rectangle {
public:
    explicit Square(double side) : Rectangle(side, side, "square") {}
};

int main() {
    {
        std::vector<std::unique_ptr<Shape>> shapes;
        shapes.push_back(std::make_unique<Circle>(1.5));
        shapes.push_back(std::make_unique<Rectangle>(2, 3));
        shapes.emplace_back(new Square(4));
        double total = 0;
        for (const auto& shape : shapes) {
            std::cout << shape->name() << " " << shape->area() << "\n";
            total += shape->area();
            if (auto* square = dynamic_cast<Square*>(shape.get())) std::cout << *square << "\n";
        }
        std::cout << total << " " << Shape::count << "\n";
        // A vector need not destroy its last elements first, or last.
        while (!shapes.empty()) shapes.pop_back();
    }
    // Named, since the order in which operands are made is the compiler's choice.
    const Square square(2);
    const Rectangle rectangle(1, 5);
    std::cout << Shape::count << " " << (square < rectangle) << std::endl;
}
